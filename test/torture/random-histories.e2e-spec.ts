import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';

import { operator } from '#access';
import { Database, Selection, StoppedClock } from '#platform';
import { Machines } from '#installed-base';
import { MachineJudge } from '#contracts';

import { SeedModule } from '../../seed/seed.module.ts';
import { endingsAmiss } from '../support/coverage-endings.ts';
import { startTestApi, type TestApi } from '../support/start-test-api.ts';
import { compareEveryDay, compareThroughGraphql, timelineAt } from './compared-coverage.ts';
import { LONG, report } from './form.ts';
import { coveredUntil, type NaiveRow, worded } from './naive-ledger.ts';
import { histories, LivedHistory, type Step } from './random-histories.ts';

const RUNS = LONG ? 1_000 : 40;
const THROUGH_GRAPHQL = LONG ? 50 : 4;

/** A clock that is a millisecond later each time it is read, so that two readings in one change are told apart. */
class TickingClock extends StoppedClock {
  override now(): Date {
    this.moveTo(new Date(super.now().getTime() + 1));
    return super.now();
  }
}

/** One step, with what was believed before and after it. */
interface Moment {
  readonly from: Date;
  readonly to: Date;
  readonly before: readonly NaiveRow[];
  readonly after: readonly NaiveRow[];
  /** The end of its coverage that is kept after it. */
  readonly ending: string | undefined;
}

type History = typeof histories extends fc.Arbitrary<infer Value> ? Value : never;

let api: TestApi;
let app: INestApplicationContext;
let owner: pg.Client;
let clock: TickingClock;
let machines = 0;
const tally = { done: 0, refused: 0, instants: 0, days: 0 };

async function begin(): Promise<void> {
  clock = new TickingClock(new Date('2026-11-02T01:00:00Z'), 'Asia/Tokyo');
  api = await startTestApi({ clock, withCatalogue: true, withRegions: true });
  owner = new pg.Client(api.ownerUrl);
  await owner.connect();
  const environment = { marketZone: 'Asia/Tokyo' };
  const options = { environment, databaseUrl: api.loginUrl, clock };
  app = await NestFactory.createApplicationContext(SeedModule.forRoot(options), { logger: false });
}

async function end(): Promise<void> {
  await owner.end();
  await app.close();
  await api.close();
}

async function realLedger(key: { machineType: string; serial: string }): Promise<ReturnType<MachineJudge['ledgerOf']>> {
  const judge = app.get(MachineJudge, { strict: false });
  return app.get(Database, { strict: false }).read(operator, async (tx) => {
    const machine = await app
      .get(Machines, { strict: false })
      .byKey(tx, key.machineType, key.serial, Selection.nothing);
    await judge.load(tx, { ids: [machine.id], read: Promise.resolve([machine]) }, Selection.nothing);
    return judge.ledgerOf(machine);
  });
}

async function keptEnding(serial: string): Promise<string | undefined> {
  const { rows } = await owner.query<{ endsOn: string }>(
    'SELECT e.ends_on::text AS "endsOn" FROM coverage_ending e JOIN machine m ON m.id = e.machine_id WHERE m.serial = $1',
    [serial],
  );
  return rows[0]?.endsOn;
}

async function lived({ firstDay, steps }: History): Promise<{ history: LivedHistory; moments: Moment[] }> {
  machines += 1;
  const began = clock.now();
  const history = await LivedHistory.begin(api, `RANDOM${machines}`, firstDay);
  const moment = async (from: Date, before: readonly NaiveRow[]): Promise<Moment> => {
    const ending = await keptEnding(history.key.serial);
    return { from, to: clock.now(), before, after: history.naive.rows, ending };
  };
  const moments = [await moment(began, [])];
  for (const step of steps) {
    const [from, before] = [clock.now(), history.naive.rows];
    await history.live(step);
    moments.push(await moment(from, before));
  }
  tally.done += history.done;
  tally.refused += history.refused;
  return { history, moments };
}

/** Lives a history and holds what is known of it, on every day and at every instant, against the naive list. */
async function liveAndCompare(asked: History): Promise<void> {
  const { history, moments } = await lived(asked);
  const real = await realLedger(history.key);
  for (const { from, to, before, after, ending } of moments) {
    const [old, fresh] = [before, after].map((rows) => rows.map(worded).sort());
    let changed = false;
    for (let at = from.getTime(); at <= to.getTime(); at += 1) {
      const timeline = timelineAt(real, new Date(at));
      // Within a change the old is known or the new, and once the new, never again the old.
      changed ||= JSON.stringify(timeline) === JSON.stringify(fresh);
      expect(timeline).toEqual(changed ? fresh : old);
      tally.instants += 1;
    }
    expect(changed).toBe(true);
    expect(ending).toBe(coveredUntil(after));
    tally.days += compareEveryDay(real, { at: to, rows: after });
  }
  if (machines % Math.ceil(RUNS / THROUGH_GRAPHQL) > 0) return;
  for (const { to, after } of moments) await compareThroughGraphql(api, history.key, { at: to, rows: after });
}

const property = fc.asyncProperty(histories, liveAndCompare);

describe('coverage, after any history', () => {
  beforeAll(begin, 60_000);
  afterAll(end);

  it('is what a plain list says, for every day and every known instant', async () => {
    const started = performance.now();
    // The short form always tries the same histories, the long one new ones.
    await fc.assert(property, { numRuns: RUNS, ...(LONG ? {} : { seed: 31 }) });
    report(`${RUNS} histories, ${((performance.now() - started) / 1000).toFixed(1)} s, ${JSON.stringify(tally)}`);
    expect(tally.done).toBeGreaterThan(RUNS);
    expect(tally.refused).toBeGreaterThan(0);
    expect(await endingsAmiss(owner)).toEqual([]);
  }, 1_200_000);
});

describe('coverage, where the database forgets what it was told before', () => {
  beforeAll(async () => {
    await begin();
    await owner.query(`CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN NEW.superseded_at := OLD.recorded_at; RETURN NEW; END';
      CREATE TRIGGER forget BEFORE UPDATE ON coverage_period FOR EACH ROW EXECUTE FUNCTION forget()`);
  }, 60_000);
  afterAll(end);

  it('is found out, and told by a short history that shows it', async () => {
    const found = await fc.check(property, { numRuns: RUNS, seed: 31, verbose: 1 });
    const stepsOf = (counterexample: [History] | null | undefined): readonly Step[] => counterexample?.[0].steps ?? [];
    report(`told by ${JSON.stringify(found.counterexample)}, found with ${stepsOf(found.failures[0]).length} steps`);
    expect(found.failed).toBe(true);
    expect(stepsOf(found.counterexample).length).toBeLessThan(stepsOf(found.failures[0]).length);
    expect(stepsOf(found.counterexample).length).toBeLessThanOrEqual(3);
  }, 300_000);
});
