import { Injectable } from '@nestjs/common';

import { type Caller, Clock, Database, Log } from '#platform';

import { gate } from '../callers.ts';
import { normaliseSignInName } from '../read-sign-in-name.ts';
import { type StartedSession, StartSession } from '../start-session.ts';
import { Attempts } from './attempts.ts';
import { Passwords } from './passwords.ts';

export interface Credentials {
  readonly signInName: string;
  readonly password: string;
  /** Where the request comes from. */
  readonly address: string;
  readonly requestId?: string;
}

/** How an attempt ends; why it was wrong is nobody's to know. */
export type SignInOutcome = StartedSession | { readonly wrong: true } | { readonly waitMs: number };

interface Account {
  readonly id: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

/** Signs a person in by name and password. The same is done for a name that nobody has as for one that somebody has. */
@Injectable()
export class SignIn {
  private readonly log = new Log('SignIn');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: StartSession,
  ) {}

  async run({ signInName, password, address, requestId }: Credentials): Promise<SignInOutcome> {
    const nobody: Caller = { ...gate, requestId };
    const attempt = { signInName: normaliseSignInName(signInName) ?? signInName, address };
    const waitMs = await this.database.write(nobody, (tx) => this.attempts.begin(tx, attempt));
    if (waitMs !== undefined) {
      this.log.info('sign-in barred');
      return { waitMs };
    }
    const account = await this.database.read(nobody, (tx) =>
      tx.row<Account>(
        `SELECT id, password_hash AS "passwordHash", disabled_at IS NOT NULL AS disabled FROM person WHERE sign_in_name = $1`,
        [attempt.signInName],
      ),
    );
    const right = await this.passwords.isRight(password, account?.passwordHash);
    if (!right || account === undefined || account.disabled) {
      this.log.info('sign-in failed');
      return { wrong: true };
    }
    const person: Caller = { ...nobody, name: `person:${account.id}` };
    return this.database.write(person, async (tx) => {
      tx.begin({ operation: 'signIn', at: this.clock.now() });
      // Looked at again, with a lock: it may have been disabled, or given another password, since.
      const still = await tx.row(
        'SELECT 1 FROM person WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL FOR NO KEY UPDATE',
        [account.id, account.passwordHash],
      );
      if (still === undefined) return { wrong: true };
      await this.attempts.succeeded(tx, attempt);
      return this.sessions.add(tx, account.id, 'PASSWORD');
    });
  }
}
