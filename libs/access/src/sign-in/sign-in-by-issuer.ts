import { Injectable } from '@nestjs/common';

import { Clock, Database } from '#platform';

import { atTheGate } from '../callers.ts';
import { ofSubject } from '../recognise/stored-rights.ts';
import { type StartedSession, StartSession } from '../start-session.ts';

/** Signs in whom the issuer has recognised; nobody whom an administrator has not let in under that name. */
@Injectable()
export class SignInByIssuer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: StartSession,
  ) {}

  async run(issuer: string, subject: string): Promise<StartedSession | undefined> {
    const gate = atTheGate({ name: 'gate' });
    const known = await this.database.read(gate, (tx) => ofSubject(tx, issuer, subject));
    if (known?.personId === undefined) return undefined;
    const { name, personId } = known;
    return this.database.write(atTheGate({ name }), async (tx) => {
      tx.begin({ operation: 'signIn', at: this.clock.now() });
      const still = await tx.row('SELECT 1 FROM person WHERE id = $1 AND disabled_at IS NULL FOR NO KEY UPDATE', [
        personId,
      ]);
      return still === undefined ? undefined : this.sessions.add(tx, personId, 'OIDC');
    });
  }
}
