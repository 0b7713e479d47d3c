import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { worker } from '#access';
import { Clock, Database, type Destination, JobQueue, Log, OutboxSender, type PlatformOptions } from '#platform';

import { anchorHourly } from './anchor-hourly.ts';
import { BackgroundWork } from './background-work.ts';
import { jobHandlers } from './job-handlers.ts';
import { WorkerModule } from './worker.module.ts';

export interface RunningWorker {
  close(): Promise<void>;
}

export type WorkerOptions = Omit<PlatformOptions, 'role'> & {
  readonly logger: LoggerService | false;
  /** Where the audit trail is anchored every hour; not at all without it. */
  readonly auditFolder?: string;
  /** Where messages of the outbox go. They wait where nobody says; with an empty list they go nowhere. */
  readonly destinations?: readonly Destination[];
};

/** Starts to work on the jobs there are and those to come. */
export async function startWorker({
  logger,
  auditFolder,
  destinations,
  ...options
}: WorkerOptions): Promise<RunningWorker> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(options), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.get(JobQueue).work(jobHandlers(app));
  const background = app.get(BackgroundWork);
  if (auditFolder) background.started(anchorHourly(app.get(Database), app.get(Clock), auditFolder));
  if (destinations) {
    const log = new Log('Outbox');
    const onError = (cause: unknown): void => log.error(cause);
    const sender = new OutboxSender(app.get(Database), app.get(Clock), worker, destinations, onError);
    sender.start();
    background.started(() => sender.stop());
  }
  return { close: () => app.close() };
}
