import { join } from 'node:path';

import { UNLIMITED_SETTINGS } from '../../test/support/unlimited.ts';
import { type BenchDatabase, ROOT } from '../data/bench-database.ts';
import { benchKey } from './bench-key.ts';
import { type RunningServer, startProcess } from './process.ts';

const CALLER = [
  'SET LOCAL ROLE keizoku_administrator',
  `SET LOCAL app.actor = 'operator'`,
  `SET LOCAL app.reseller_id = ''`,
  `SET LOCAL app.customer_ids = ''`,
].join('; ');

/** The API, as it is run in production. */
export async function startApi(
  { loginUrl }: BenchDatabase,
  { authorization }: { authorization?: string } = {},
): Promise<RunningServer> {
  const script = join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js');
  const server = await startProcess('ours', script, {
    DATABASE_URL: loginUrl,
    PUBLIC_URL: 'https://bench.example',
    // Limits are counted as ever; they are only so high that 48 connections do not meet them.
    ...UNLIMITED_SETTINGS,
  });
  return { ...server, authorization: authorization ?? (await benchKey(loginUrl, { role: 'ADMINISTRATOR' })) };
}

/** The server by hand, which takes the same database role in the transaction of each request. */
export function startBare({ loginUrl }: BenchDatabase, { pipelined }: { pipelined: boolean }): Promise<RunningServer> {
  return startProcess(pipelined ? 'bare, pipelined' : 'bare', join(import.meta.dirname, 'bare.ts'), {
    DATABASE_URL: loginUrl,
    BARE_CALLER: CALLER,
    BARE_PIPELINE: pipelined ? 'yes' : 'no',
  });
}
