import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';

import type { DatabaseRole } from '../database/caller.ts';
import type { Transaction } from '../database/transaction.ts';
import { describedText } from '../described-error.ts';

/** The jobs there are and what each is told; `requestId` is of the request that asked for it. */
export interface Jobs {
  'read-catalogue-import': { importId: string; requestId?: string };
  'check-installed-base': { importId: string; requestId?: string };
  'enter-installed-base': { importId: string; requestId?: string };
}
export type JobName = keyof Jobs;

/** Every job name; the queues made when the database is set up. */
export const JOB_NAMES: readonly JobName[] = ['read-catalogue-import', 'check-installed-base', 'enter-installed-base'];

export const JOB_SCHEMA = 'job';

/**
 * A job whose worker is lost is begun again within half a minute: ten seconds without a sign of life, five until that is
 * noticed, two until the next try. It may take as long as it lives, up to a quarter of an hour.
 */
const SIGN_OF_LIFE = { heartbeatSeconds: 10, expireInSeconds: 900, retryLimit: 12, retryDelay: 2 };
const SIGN_EVERY_SECONDS = 3;
const NOTICED_EVERY_SECONDS = 5;
/** A new job wakes a worker at once; looking by itself finds what is to be tried again, and what nobody told of. */
const WORKING = {
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 2,
  batchSize: 1,
  heartbeatRefreshSeconds: SIGN_EVERY_SECONDS,
};

/** A handler is an idempotent use case: it may be run again after a crash. */
export type JobHandlers = { readonly [N in JobName]: (data: Jobs[N]) => Promise<void> };

/** Work that is done later by the worker. A job is a row written in the same transaction as the change that asks for it. */
@Injectable()
export class JobQueue implements OnApplicationShutdown {
  private readonly boss: PgBoss;
  private started: Promise<unknown> | undefined;

  constructor(
    url: string,
    role: DatabaseRole,
    private readonly onError: (cause: Error) => void,
  ) {
    this.boss = new PgBoss({
      connectionString: url,
      options: `-c role=${role}`,
      schema: JOB_SCHEMA,
      max: 3,
      migrate: false,
      createSchema: false,
      schedule: false,
      supervise: role === 'keizoku_worker',
      useListenNotify: role === 'keizoku_worker',
      superviseIntervalSeconds: NOTICED_EVERY_SECONDS,
      monitorIntervalSeconds: NOTICED_EVERY_SECONDS,
    });
    this.boss.on('error', onError);
  }

  async start(): Promise<void> {
    this.started ??= this.boss.start();
    await this.started;
  }

  /** Asks for a job; it exists when the transaction is committed, and not before. */
  async enqueue<N extends JobName>(tx: Transaction, name: N, data: Jobs[N]): Promise<void> {
    await this.start();
    const executeSql = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => ({
      rows: await tx.rows(text, values),
    });
    await this.boss.send(name, data, { db: { executeSql }, ...SIGN_OF_LIFE });
  }

  /** Works on every job with its handler until the process is shut down. */
  async work(handlers: JobHandlers): Promise<void> {
    await this.start();
    for (const name of JOB_NAMES) {
      const worker: string = await this.boss.work<Jobs[JobName]>(name, WORKING, async ([job]) => {
        // Where there was one there may be more: the next is asked for without a pause.
        this.boss.notifyWorker(worker);
        if (job) await handlers[name](job.data).catch((cause: unknown) => this.failed(cause));
      });
    }
  }

  /** A job that failed is in the log, and is tried again by the queue, which keeps beside the job what it was told. */
  private failed(cause: unknown): never {
    this.onError(cause instanceof Error ? cause : new Error(String(cause)));
    throw new Error(describedText(cause));
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.started) await this.boss.stop({ graceful: true, timeout: 8_000 });
  }
}
