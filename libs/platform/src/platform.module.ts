import { type DynamicModule, Global, Module } from '@nestjs/common';

import { AuditResolver } from './audit/audit.resolver.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { Clock, SystemClock } from './clock.ts';
import type { DatabaseRole } from './database/caller.ts';
import { Database } from './database/database.ts';
import { Notices } from './database/notices.ts';
import type { Environment } from './environment.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { Log } from './log.ts';
import { OutboxMessages } from './outbox/outbox-messages.queries.ts';
import { OutboxResolver } from './outbox/outbox.resolver.ts';
import { Uploads } from './uploads/uploads.ts';

export interface PlatformOptions {
  readonly environment: Pick<Environment, 'marketZone'>;
  readonly databaseUrl: string;
  /** Databases that follow that one, to read from. */
  readonly readReplicaUrls?: readonly string[];
  /** The role this process takes for its jobs. */
  readonly role: DatabaseRole;
  /** Another clock than the machine's: time stands still in tests. */
  readonly clock?: Clock;
}

export const platformResolvers = [AuditResolver, OutboxResolver];

/** What every floor stands on: the database, the clock, jobs and uploads. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot({ environment, databaseUrl, readReplicaUrls = [], role, clock }: PlatformOptions): DynamicModule {
    const log = new Log('JobQueue');
    const providers = [
      { provide: Clock, useValue: clock ?? new SystemClock(environment.marketZone) },
      { provide: Notices, useFactory: () => new Notices(databaseUrl, readReplicaUrls.length > 0) },
      {
        provide: Database,
        useFactory: (notices: Notices) => new Database(databaseUrl, { elsewhere: { urls: readReplicaUrls, notices } }),
        inject: [Notices],
      },
      { provide: JobQueue, useFactory: () => new JobQueue(databaseUrl, role, (cause) => log.error(cause)) },
      AuditTrail,
      OutboxMessages,
      Uploads,
    ];
    return { module: PlatformModule, providers: [...providers, ...platformResolvers], exports: providers };
  }
}
