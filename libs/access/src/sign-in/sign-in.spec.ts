import { describe, expect, it } from '@jest/globals';

import { type Caller, type Database, StoppedClock, type Transaction } from '#platform';

import { StartSession } from '../start-session.ts';
import { Attempts } from './attempts.ts';
import { Passwords } from './passwords.ts';
import { SignIn } from './sign-in.ts';

interface Account {
  readonly id: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

/** Writes down with what it compares, and finds nothing right. */
class CountingPasswords extends Passwords {
  readonly compared: (string | null | undefined)[] = [];

  override async isRight(_: string, passwordHash: string | null | undefined): Promise<boolean> {
    this.compared.push(passwordHash);
    return false;
  }
}

/** A database in which one account is found, or none; writes down the statements. */
function databaseWith(account: Account | undefined, statements: string[]): Database {
  const tx = {
    row: async (text: string) => (statements.push(text), account),
    rows: async (text: string) => (statements.push(text), []),
  } as unknown as Transaction;
  const run = async <T>(_: Caller, work: (transaction: Transaction) => Promise<T>): Promise<T> => work(tx);
  return { read: run, write: run } as unknown as Database;
}

describe('signing in', () => {
  const clock = new StoppedClock(new Date('2026-11-02T01:00:00Z'), 'Asia/Tokyo');

  it('does the same for every name: the same statements, and one comparison', async () => {
    const ends = [];
    for (const account of [
      { id: 'known', passwordHash: '$argon2id$x', disabled: false },
      { id: 'disabled', passwordHash: '$argon2id$x', disabled: true },
      { id: 'unset', passwordHash: null, disabled: false },
      undefined,
    ]) {
      const statements: string[] = [];
      const passwords = new CountingPasswords();
      const database = databaseWith(account, statements);
      const signIn = new SignIn(database, clock, new Attempts(clock), passwords, new StartSession(clock));
      const outcome = await signIn.run({ signInName: 'a@example.com', password: 'x', address: '127.0.0.1' });
      expect(passwords.compared).toEqual([account?.passwordHash]);
      ends.push(JSON.stringify({ outcome, statements }));
    }
    expect(new Set(ends)).toHaveProperty('size', 1);
    expect(ends[0]).toContain('"wrong":true');
  });
});
