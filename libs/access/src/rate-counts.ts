import { Injectable } from '@nestjs/common';

import { Database } from '#platform';

import { gate } from './callers.ts';
import { hashOf } from './secrets.ts';

const OVER_FOR = '1 minute';
const MOST_SWEPT = 1_000;

/** How many points a process has counted of somebody since it last told. */
export interface CountedPoints {
  /** What is counted, and of whom: the same of every process. */
  readonly kind: string;
  readonly key: string;
  /** Less than none where points were given back. */
  readonly points: number;
}

/** What all processes together have counted in the window that goes on. */
export interface SharedCount {
  readonly points: number;
  readonly msLeft: number;
}

/** Adds up what the processes count, each for itself, of the same callers and addresses. */
@Injectable()
export class RateCounts {
  constructor(private readonly database: Database) {}

  /** Adds what was counted to the windows that go on, or begins them, and answers them in the same order. */
  async add(counted: readonly CountedPoints[], windowSeconds: number): Promise<readonly SharedCount[]> {
    const subjects = counted.map(({ kind, key }) => `${kind}:${hashOf(key)}`);
    const points = counted.map((each) => each.points);
    const rows = await this.database.writeAside(gate, (tx) =>
      tx.rows<SharedCount & { subject: string }>(ADD, [subjects, points, windowSeconds]),
    );
    const bySubject = new Map(rows.map((row) => [row.subject, row]));
    return subjects.map((subject) => bySubject.get(subject) ?? { points: 0, msLeft: 0 });
  }

  /** Takes away what has long been over. */
  async sweep(): Promise<void> {
    await this.database.writeAside(gate, (tx) => tx.rows(SWEEP));
  }
}

// In one order, whoever counts: two processes that count the same ones wait for each other and do not deadlock.
const ADD = `INSERT INTO rate_count AS c (subject, points, ends_at)
  SELECT subject, points, clock_timestamp() + $3 * interval '1 second'
  FROM unnest($1::text[], $2::bigint[]) AS counted (subject, points) ORDER BY subject
  ON CONFLICT (subject) DO UPDATE SET
    points = greatest(excluded.points + CASE WHEN c.ends_at > clock_timestamp() THEN c.points ELSE 0 END, 0),
    ends_at = CASE WHEN c.ends_at > clock_timestamp() THEN c.ends_at ELSE excluded.ends_at END
  RETURNING subject, points, greatest(extract(epoch FROM ends_at - clock_timestamp()) * 1000, 0)::float8 AS "msLeft"`;

const SWEEP = `DELETE FROM rate_count WHERE subject IN (SELECT subject FROM rate_count
  WHERE ends_at < clock_timestamp() - interval '${OVER_FOR}' LIMIT ${MOST_SWEPT} FOR UPDATE SKIP LOCKED)`;
