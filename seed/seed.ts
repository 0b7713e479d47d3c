import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { NestFactory } from '@nestjs/core';

import { ProcessLog, readEnvironment } from '#platform';

import { makeDemoPeople } from './demo-people.ts';
import { loadSamples } from './load-samples.ts';
import { SeedModule } from './seed.module.ts';

/** The folder of the sample workbooks: beside the sources, also when this runs compiled. */
function samplesFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return (
    [here, join(here, '..', '..', 'seed')].find((folder) => existsSync(join(folder, 'catalogue-2026-10.xlsx'))) ?? here
  );
}

const environment = readEnvironment(process.env);
if (environment.nodeEnv === 'production') {
  console.error('Sample data and demo people are not for production.');
  process.exit(2);
}
if (environment.databaseUrl === undefined) {
  console.error('DATABASE_URL is not set.');
  process.exit(2);
}
const app = await NestFactory.createApplicationContext(
  SeedModule.forRoot({ environment, databaseUrl: environment.databaseUrl }),
  {
    logger: new ProcessLog('warn', 'seed'),
    abortOnError: false,
  },
);
await loadSamples(app, samplesFolder(), (line) => console.log(line));
await makeDemoPeople(app, environment.dataFolder, (line) => console.log(line));
await app.close();
