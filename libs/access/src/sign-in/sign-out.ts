import { Injectable } from '@nestjs/common';

import { Clock, Database, Notices } from '#platform';

import { atTheGate, type Visitor } from '../callers.ts';
import { lockPerson } from '../lock-person.ts';

/** Ends the session somebody asks in. */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly notices: Notices,
  ) {}

  async run({ name, personId, sessionId }: Visitor): Promise<void> {
    if (personId === undefined || sessionId === undefined) return;
    const endedAt = this.clock.now();
    await this.database.write(atTheGate({ name }), async (tx) => {
      tx.begin({ operation: 'signOut', at: endedAt });
      await lockPerson(tx, personId);
      await tx.rows('UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [sessionId, endedAt]);
      tx.record({ stream: 'person', key: personId, entity: 'Session', entityKey: sessionId, after: { endedAt } });
    });
    await this.notices.caughtUp();
  }
}
