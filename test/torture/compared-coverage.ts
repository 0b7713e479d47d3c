import { type CalendarDate, coverageOn } from '#policy';
import { coverageFacts, type MachineJudge } from '#contracts';

import type { ApiClient } from '../support/api-client.ts';
import { coveredOn, coveredUntil, nextDay, type NaiveRow, worded } from './naive-ledger.ts';

type RealLedger = ReturnType<MachineJudge['ledgerOf']>;

/** What was believed from an instant on. */
export interface Belief {
  readonly at: Date;
  readonly rows: readonly NaiveRow[];
}

const DAYS_AROUND = 40;

/** The whole timeline as it was known at an instant, in words. */
export function timelineAt(real: RealLedger, at: Date): string[] {
  return real
    .knownAt(at)
    .map(({ layer, startsOn, endsOn }) => worded({ layer, first: startsOn, last: endsOn }))
    .sort();
}

/** Compares `coverage` for every single day from before the first to after the last. Answers how many there were. */
export function compareEveryDay(real: RealLedger, { at, rows }: Belief): number {
  const periods = real.knownAt(at).map(coverageFacts);
  const until = coveredUntil(rows);
  const first = shifted(rows.map(({ first }) => first).sort()[0] ?? '', -DAYS_AROUND);
  const last = shifted(
    rows
      .map(({ last }) => last)
      .sort()
      .at(-1) ?? '',
    DAYS_AROUND,
  );
  let days = 0;
  for (let day = first; day <= last; day = nextDay(day)) {
    const found = coverageOn(periods, day as CalendarDate);
    const inForce = found.periods.map(({ layer, period }) =>
      worded({ layer, first: period.startsOn, last: period.endsOn }),
    );
    requireSame(day, at, inForce.sort(), coveredOn(rows, day));
    requireSame(day, at, [`until ${found.coveredUntil ?? ''}`], [`until ${until}`]);
    // Nothing lapses but the time after the end: a chain has no gaps.
    requireSame(
      day,
      at,
      found.lapses.map(({ startsOn, endsOn }) => `${startsOn}..${endsOn}`),
      day > until ? [`${nextDay(until)}..${day}`] : [],
    );
    requireSame(
      day,
      at,
      [String(found.covered)],
      [String(coveredOn(rows, day).some((row) => /^(BASE|SERVICE)/.test(row)))],
    );
    days += 1;
  }
  return days;
}

const COVERAGE = `query ($machineType: String!, $serial: String!, $on: LocalDate!, $knownAt: DateTime!) {
  machine(machineType: $machineType, serial: $serial) { coverage(on: $on, knownAt: $knownAt) { covered coveredUntil
    periods { layer period { startsOn endsOn } } } } }`;

interface Asked {
  readonly machine: {
    readonly coverage: {
      readonly covered: boolean;
      readonly coveredUntil: string;
      readonly periods: readonly { layer: NaiveRow['layer']; period: { startsOn: string; endsOn: string } }[];
    };
  };
}

/** Asks the API itself for the days on which something begins or ends, and for those beside them. */
export async function compareThroughGraphql(api: ApiClient, key: object, { at, rows }: Belief): Promise<void> {
  const edges = new Set(rows.flatMap(({ first, last }) => [shifted(first, -1), first, last, nextDay(last)]));
  for (const on of edges) {
    const { machine } = await api.ask<Asked>(COVERAGE, { ...key, on, knownAt: at.toISOString() });
    const { covered, coveredUntil: until, periods } = machine.coverage;
    const inForce = periods.map(({ layer, period }) => worded({ layer, first: period.startsOn, last: period.endsOn }));
    const naive = coveredOn(rows, on);
    requireSame(on, at, inForce.sort(), naive);
    requireSame(
      on,
      at,
      [`until ${until}`, String(covered)],
      [`until ${coveredUntil(rows)}`, String(naive.some((row) => /^(BASE|SERVICE)/.test(row)))],
    );
  }
}

function requireSame(day: string, at: Date, real: readonly string[], naive: readonly string[]): void {
  const [one, other] = [real.join(', '), naive.join(', ')];
  if (one !== other)
    throw new Error(`on ${day}, as known at ${at.toISOString()}: the ledger says [${one}], the naive list [${other}]`);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
