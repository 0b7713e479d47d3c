import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { JobQueue, type PlatformOptions } from '#platform';

import { jobHandlers } from './job-handlers.ts';
import { WorkerModule } from './worker.module.ts';

export interface RunningWorker {
  close(): Promise<void>;
}

/** Starts to work on the jobs there are and those to come. */
export async function startWorker({
  logger,
  ...options
}: Omit<PlatformOptions, 'role'> & { logger: LoggerService | false }): Promise<RunningWorker> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(options), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.get(JobQueue).work(jobHandlers(app));
  return { close: () => app.close() };
}
