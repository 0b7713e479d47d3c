import { Injectable } from '@nestjs/common';

import { badUserInput, type Caller, Clock, conflict, Database, once, Problem } from '#platform';

import { atTheGate, type Visitor } from './callers.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { lockPerson } from './lock-person.ts';
import type { ChangePasswordInput } from './people.inputs.ts';
import { requirePerson } from './require-person.ts';
import { Attempts } from './sign-in/attempts.ts';
import { faultOf } from './sign-in/password-rules.ts';
import { Passwords } from './sign-in/passwords.ts';

const WHAT_IS_WRONG = {
  TOO_SHORT: 'A password has at least 12 characters.',
  TOO_LONG: 'A password has at most 200 characters.',
  TOO_COMMON: 'This password is among those that are tried first. Take several words that do not belong together.',
};

/** Gives oneself another password. Ends all sessions: whoever knew the old one signs in anew, or not at all. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
  ) {}

  /** Answers how many sessions were ended. */
  async run(visitor: Visitor, caller: Caller, input: ChangePasswordInput): Promise<number> {
    const personId = requirePerson(visitor);
    const gate = atTheGate(caller);
    const { signInName, displayName, passwordHash } = await this.account(gate, personId);
    const fault = await faultOf(input.newPassword, [signInName, displayName]);
    if (fault) throw badUserInput('input.newPassword', WHAT_IS_WRONG[fault], { reason: fault });
    await this.requireRight(gate, { signInName, address: personId }, input.currentPassword, passwordHash);
    const newHash = await this.passwords.hash(input.newPassword);
    // Of the input only the key: nothing that could be guessed at is kept of a password.
    const { idempotencyKey } = input;
    const request = { caller: gate, operation: 'changePassword', input: { idempotencyKey }, at: this.clock.now() };
    return this.database.write(gate, (tx) =>
      once(tx, request, async () => {
        await lockPerson(tx, personId);
        const changed = await tx.row(
          'UPDATE person SET password_hash = $2 WHERE id = $1 AND password_hash = $3 RETURNING 1',
          [personId, newHash, passwordHash],
        );
        if (changed === undefined)
          throw conflict('The password was changed meanwhile.', { reason: 'CHANGED_MEANWHILE' });
        tx.record({ stream: 'person', key: personId, entity: 'Password', after: { set: true } });
        return endSessionsOf(tx, personId, this.clock.now());
      }),
    );
  }

  private async account(
    gate: Caller,
    personId: string,
  ): Promise<{ signInName: string; displayName: string; passwordHash: string | null }> {
    const account = await this.database.read(gate, (tx) =>
      tx.row<{ signInName: string; displayName: string; passwordHash: string | null }>(
        `SELECT sign_in_name AS "signInName", display_name AS "displayName", password_hash AS "passwordHash"
         FROM person WHERE id = $1`,
        [personId],
      ),
    );
    if (account === undefined) throw new Error('the person who asks is not known');
    return account;
  }

  /** A session that was left open is no way to the password. */
  private async requireRight(
    gate: Caller,
    attempt: { signInName: string; address: string },
    password: string,
    passwordHash: string | null,
  ): Promise<void> {
    const waitMs = await this.database.write(gate, (tx) => this.attempts.begin(tx, attempt));
    if (waitMs !== undefined)
      throw new Problem('RATE_LIMITED', 'Too many wrong passwords. Wait before you try again.', {
        retryAfterSeconds: Math.ceil(waitMs / 1000),
      });
    if (!(await this.passwords.isRight(password, passwordHash)))
      throw badUserInput('input.currentPassword', 'This is not your present password.', { reason: 'WRONG_PASSWORD' });
    await this.database.write(gate, (tx) => this.attempts.succeeded(tx, attempt));
  }
}
