import { Injectable } from '@nestjs/common';

import { Clock, type Transaction } from '#platform';

import { hashOf } from '../secrets.ts';

const FREE = 5;
const FIRST_BAR_MS = 60_000;
const LONGEST_BAR_MS = 15 * 60_000;
/** Whoever has not tried for so long begins anew. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;

/** To whom and from where somebody tries to sign in. */
export interface Attempt {
  readonly signInName: string;
  readonly address: string;
}

/**
 * Counts attempts to sign in by account and by address: five fail without more ado; then each bars the next, for a
 * minute first and twice as long each time. Names that nobody has count alike. Kept in the database: it holds for all
 * processes, and over a restart.
 */
@Injectable()
export class Attempts {
  constructor(private readonly clock: Clock) {}

  /** Counts one before it is known how it ends. Answers how long it must wait, without having counted it, where it must. */
  async begin(tx: Transaction, attempt: Attempt): Promise<number | undefined> {
    const [now, subjects] = [this.clock.now(), subjectsOf(attempt)];
    await tx.rows(
      `INSERT INTO sign_in_attempt (subject, failures, last_at, barred_until) SELECT s, 0, $2, $2 FROM unnest($1::text[]) s
       ORDER BY s ON CONFLICT DO NOTHING`,
      [subjects, now],
    );
    await tx.rows(
      `DELETE FROM sign_in_attempt WHERE subject IN
         (SELECT subject FROM sign_in_attempt WHERE last_at < $1 AND subject <> ALL($2) LIMIT 100 FOR UPDATE SKIP LOCKED)`,
      [new Date(now.getTime() - 2 * FORGOTTEN_AFTER_MS), subjects],
    );
    const known = await tx.rows<{ subject: string; failures: number; lastAt: Date; barredUntil: Date }>(
      `SELECT subject, failures, last_at AS "lastAt", barred_until AS "barredUntil" FROM sign_in_attempt
       WHERE subject = ANY($1) ORDER BY subject FOR UPDATE`,
      [subjects],
    );
    const wait = Math.max(...known.map(({ barredUntil }) => barredUntil.getTime() - now.getTime()));
    if (wait > 0) return wait;
    for (const { subject, failures, lastAt } of known) {
      const counted = now.getTime() - lastAt.getTime() > FORGOTTEN_AFTER_MS ? 1 : failures + 1;
      await tx.rows('UPDATE sign_in_attempt SET failures = $2, last_at = $3, barred_until = $4 WHERE subject = $1', [
        subject,
        counted,
        now,
        new Date(now.getTime() + barAfter(counted)),
      ]);
    }
    return undefined;
  }

  /** Takes back that an attempt was counted, since it succeeded; what failed before at the account is forgotten. */
  async succeeded(tx: Transaction, attempt: Attempt): Promise<void> {
    const [account, address] = subjectsOf(attempt);
    await tx.rows('DELETE FROM sign_in_attempt WHERE subject = $1', [account]);
    await tx.rows(
      `UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0), barred_until = last_at WHERE subject = $1`,
      [address],
    );
  }
}

/** For how long the next attempt is barred after so many have failed. */
export function barAfter(failures: number): number {
  return failures < FREE ? 0 : Math.min(FIRST_BAR_MS * 2 ** (failures - FREE), LONGEST_BAR_MS);
}

function subjectsOf({ signInName, address }: Attempt): [string, string] {
  return [`account:${hashOf(signInName)}`, `address:${hashOf(address)}`];
}
