import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { Clock, Database, JobQueue, type PlatformOptions } from '#platform';

import { anchorHourly } from './anchor-hourly.ts';
import { jobHandlers } from './job-handlers.ts';
import { WorkerModule } from './worker.module.ts';

export interface RunningWorker {
  close(): Promise<void>;
}

export type WorkerOptions = Omit<PlatformOptions, 'role'> & {
  readonly logger: LoggerService | false;
  /** Where the audit trail is anchored every hour; not at all without it. */
  readonly auditFolder?: string;
};

/** Starts to work on the jobs there are and those to come. */
export async function startWorker({ logger, auditFolder, ...options }: WorkerOptions): Promise<RunningWorker> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(options), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.get(JobQueue).work(jobHandlers(app));
  const stopAnchoring = auditFolder ? anchorHourly(app.get(Database), app.get(Clock), auditFolder) : undefined;
  return {
    close: async () => {
      await stopAnchoring?.();
      await app.close();
    },
  };
}
