import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Clock, type Transaction } from '#platform';

import { hashOf, newSecret } from './secrets.ts';
import { Session } from './session.entity.ts';

/** A session ends after so long, however much it is used. */
export const SESSION_MS = 12 * 3_600_000;

/** What a browser is given. */
export interface StartedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs a person in that has proved who it is. Each time a new session: none that a browser had before is gone on with. */
@Injectable()
export class StartSession {
  constructor(private readonly clock: Clock) {}

  async add(tx: Transaction, personId: string, by: 'PASSWORD' | 'OIDC' | 'SET_UP'): Promise<StartedSession> {
    const [id, token, createdAt] = [uuidv7(), newSecret(), this.clock.now()];
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await tx.insert(Session, [{ id, tokenHash: hashOf(token), personId, createdAt, expiresAt }]);
    tx.record({ stream: 'person', key: personId, entity: 'Session', entityKey: id, after: { by, expiresAt } });
    return { token, expiresAt };
  }
}
