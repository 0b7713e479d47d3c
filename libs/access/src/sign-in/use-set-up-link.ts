import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Clock, Database, type Transaction } from '#platform';

import { atTheGate, gate } from '../callers.ts';
import { endSessionsOf } from '../end-sessions-of.ts';
import { lockPerson } from '../lock-person.ts';
import { Person } from '../person.entity.ts';
import { normaliseSignInName } from '../read-sign-in-name.ts';
import { hashOf } from '../secrets.ts';
import type { SetUpPurpose } from '../set-up-link.entity.ts';
import { type StartedSession, StartSession } from '../start-session.ts';
import { faultOf, type PasswordFault } from './password-rules.ts';
import { Passwords } from './passwords.ts';

/** What somebody fills in who has followed a link; the name is the owner's to choose. */
export interface SetUpForm {
  readonly token: string;
  readonly signInName?: string;
  readonly displayName?: string;
  readonly password: string;
  readonly requestId?: string;
}

/** What is wrong with the form: the link cannot be used (any more), the name is none or taken, or the password is weak. */
export type SetUpFault = 'LINK' | 'NAME' | 'NAME_TAKEN' | PasswordFault;

interface OpenLink {
  readonly id: string;
  readonly purpose: SetUpPurpose;
  readonly personId: string | null;
  readonly signInName: string | null;
}

/** Undoes what was begun: the link can be used again. */
class Refused extends Error {
  constructor(readonly fault: SetUpFault) {
    super(fault);
  }
}

const OPEN_LINK = `l.token_hash = $1 AND l.used_at IS NULL AND l.voided_at IS NULL AND l.expires_at > $2`;

/** Sets a password by a one-time link, and signs in. By the owner's link the first administrator is made. */
@Injectable()
export class UseSetUpLink {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly sessions: StartSession,
  ) {}

  /** What a link is for, as long as it can be used. */
  async look(token: string): Promise<OpenLink | undefined> {
    return this.database.read(gate, (tx) =>
      tx.row<OpenLink>(
        `SELECT l.id, l.purpose, l.person_id AS "personId", p.sign_in_name AS "signInName"
         FROM set_up_link l LEFT JOIN person p ON p.id = l.person_id WHERE ${OPEN_LINK} AND p.disabled_at IS NULL`,
        [hashOf(token), this.clock.now()],
      ),
    );
  }

  async run(form: SetUpForm): Promise<StartedSession | SetUpFault> {
    const link = await this.look(form.token);
    if (link === undefined) return 'LINK';
    const signInName = link.signInName ?? normaliseSignInName(form.signInName ?? '');
    if (signInName === undefined) return 'NAME';
    const displayName = form.displayName?.trim() || signInName;
    const fault = await faultOf(form.password, [signInName, displayName]);
    if (fault) return fault;
    const passwordHash = await this.passwords.hash(form.password);
    const personId = link.personId ?? uuidv7();
    const caller = atTheGate({ name: `person:${personId}`, requestId: form.requestId });
    const setUp = this.database.write(caller, async (tx) => {
      tx.begin({ operation: 'setUp', at: this.clock.now() });
      await this.take(tx, form.token);
      if (link.personId === null) await this.addOwner(tx, { id: personId, signInName, displayName, passwordHash });
      else await this.setPassword(tx, personId, passwordHash);
      return this.sessions.add(tx, personId, 'SET_UP');
    });
    return setUp.catch((cause: unknown) => {
      if (cause instanceof Refused) return cause.fault;
      throw cause;
    });
  }

  /** Uses the link up; of two who do so at once, one. */
  private async take(tx: Transaction, token: string): Promise<void> {
    const taken = await tx.row<{ id: string }>(
      `UPDATE set_up_link l SET used_at = $2 WHERE ${OPEN_LINK} RETURNING id`,
      [hashOf(token), this.clock.now()],
    );
    if (taken === undefined) throw new Refused('LINK');
  }

  private async addOwner(
    tx: Transaction,
    owner: Pick<Person, 'id' | 'signInName' | 'displayName' | 'passwordHash'>,
  ): Promise<void> {
    const person = { ...owner, role: 'ADMINISTRATOR' as const, demo: false, recordedAt: this.clock.now() };
    const after = { role: person.role, demo: false };
    tx.record({ stream: 'person', key: owner.id, entity: 'Person', after });
    if ((await tx.insert(Person, [person], { keepExisting: true })) === 0) throw new Refused('NAME_TAKEN');
  }

  private async setPassword(tx: Transaction, personId: string, passwordHash: string): Promise<void> {
    const { disabledAt } = await lockPerson(tx, personId);
    if (disabledAt !== null) throw new Refused('LINK');
    await tx.rows('UPDATE person SET password_hash = $2 WHERE id = $1', [personId, passwordHash]);
    tx.record({ stream: 'person', key: personId, entity: 'Password', after: { set: true } });
    await endSessionsOf(tx, personId, this.clock.now());
  }
}
