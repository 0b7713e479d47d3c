import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ExportMachines } from '#installed-base';
import { ExportRenewals } from '#renewals';

import { LONG, report } from '../torture/form.ts';
import { askable } from './askable.ts';
import { SCHEMA } from './committed-schema.ts';
import { reachable } from './observed.ts';
import { takeDownPolicies } from './planted-policies.ts';
import type { Tenant } from './tenants.ts';
import { Trial } from './trial.ts';
import { type Asking, confinedCallers, openTwoWorlds, type TwoWorlds } from './two-worlds.ts';
import { LOOKS } from './unknown-and-foreign.ts';
import { WatchedDatabase } from './watched.ts';
import type { World } from './world.ts';

const SEED = Number(process.env.LEAK_SEED ?? Date.now() % 1_000_000_000);
const [WHOLE, ONE_WALL] = LONG ? [20_000, 5_000] : [2_000, 500];
const MINUTES = 60_000 * (LONG ? 40 : 10);
const MISSING = { machineType: '7X06', serial: 'AAOWN99', openPacks: ['SP000000000000'] };
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe(`two worlds that differ in what belongs to others (seed ${SEED})`, () => {
  let both: TwoWorlds;

  beforeAll(async () => {
    both = await openTwoWorlds(WatchedDatabase);
  }, MINUTES);
  afterAll(() => both.close());

  it(
    `answer the same to ${WHOLE} operations of everybody who is confined, and show them their own`,
    async () => {
      const whole = new Trial(both, SEED);
      await whole.run(WHOLE, 'walled');
      const missed = await whole.visitTheRest('walled');
      const edges = confinedCallers(both).map((asking) => reachable(SCHEMA, askable(asking)).size);
      report(`${whole.asked} operations, 0 leaks; ${edges.join(' + ')} fields reached, ${missed.length} missed`);
      report(`own rows shown in ${whole.own.shown} of ${whole.own.possible} operations that can show them`);
      expect(missed).toEqual([]);
      expect(whole.own.possible).toBeGreaterThan(WHOLE / 50);
      // Some ask for a page that is too long, or narrow to what nobody has.
      expect(whole.own.shown / whole.own.possible).toBeGreaterThanOrEqual(0.75);
    },
    MINUTES,
  );

  it(
    'send the same files',
    async () => {
      for (const asking of confinedCallers(both)) {
        const [one, other] = [await filesOf(both.worlds[0], asking), await filesOf(both.worlds[1], asking)];
        expect(one).toEqual(other);
        expect(one).not.toMatch(asking.canary);
        expect(one).toContain('AAOWN00');
      }
    },
    MINUTES,
  );

  it(
    'run the same statements for what is another’s and for what is nobody’s, and answer in the same words',
    async () => {
      for (const asking of confinedCallers(both)) {
        for (const look of LOOKS) {
          for (const tenant of asking.hidden.filter(({ machines }) => machines.some(({ openPacks }) => openPacks[0]))) {
            const machine = tenant.machines.find(({ openPacks }) => openPacks[0]) ?? MISSING;
            const party = strangerOf(asking, tenant);
            const foreign = await looked(both.worlds[0], asking, look.ask(machine, party));
            const unknown = await looked(both.worlds[0], asking, look.ask(MISSING, NOBODY));
            const words = foreign.words
              .replaceAll(machine.serial, MISSING.serial)
              .replaceAll(machine.machineType, '7X06');
            const plain = words.replaceAll(machine.openPacks[0] ?? '-', 'SP000000000000').replaceAll(party, NOBODY);
            expect({ what: look.what, statements: foreign.statements, words: plain }).toEqual({
              what: look.what,
              ...unknown,
            });
          }
        }
      }
    },
    MINUTES,
  );

  // No more than a report: what takes how long says little on a machine that does other things meanwhile.
  if (LONG) {
    it(
      'tell how long both take',
      async () => {
        for (const asking of confinedCallers(both)) {
          for (const look of LOOKS) {
            const tenant = asking.hidden.find(({ machines }) => machines.some(({ openPacks }) => openPacks[0]));
            const machine = tenant?.machines.find(({ openPacks }) => openPacks[0]) ?? MISSING;
            const party = tenant ? strangerOf(asking, tenant) : NOBODY;
            const documents = [look.ask(machine, party), look.ask(MISSING, NOBODY)] as const;
            const [foreign, unknown] = await mediansOf(both.worlds[0], asking, documents);
            const times = (foreign / unknown).toFixed(2);
            report(`${asking.caller.name}, ${look.what}: foreign ${times} times unknown (${unknown.toFixed(1)} ms)`);
          }
        }
      },
      MINUTES,
    );
  }

  it(
    `answer the same to ${ONE_WALL} operations with the application's wall down`,
    async () => {
      await new Trial(both, SEED + 1).run(ONE_WALL, 'open');
    },
    MINUTES,
  );

  it(
    `answer the same to ${ONE_WALL} operations with the database's wall down`,
    async () => {
      await takeDownPolicies(both.worlds);
      await new Trial(both, SEED + 2).run(ONE_WALL, 'walled');
    },
    MINUTES,
  );
});

/** The reseller of somebody else's machines; nobody where it sells to one's own customers, too, and is no stranger. */
function strangerOf({ seen }: Asking, { resellerId }: Tenant): string {
  const isKnown = seen.some((own) => own.resellerId === resellerId);
  return isKnown ? NOBODY : resellerId || NOBODY;
}

/** What a question is answered, and by which statements. */
async function looked(
  world: World,
  { caller }: Asking,
  document: string,
): Promise<{ statements: string[]; words: string }> {
  WatchedDatabase.statements = [];
  const { extensions: _, ...answer } = await world.answer(caller, document, 'looked', 'walled');
  const words = JSON.stringify(answer, (key, value: unknown) => (key === 'locations' ? undefined : value));
  return { statements: WatchedDatabase.statements, words };
}

/** The median milliseconds of two questions, asked in turn. */
async function mediansOf(world: World, { caller }: Asking, pair: readonly [string, string]): Promise<[number, number]> {
  const spent: [number[], number[]] = [[], []];
  for (let round = 0; round < 200; round += 1) {
    for (const [index, document] of pair.entries()) {
      const since = performance.now();
      await world.answer(caller, document, 'timed', 'walled');
      spent[index]?.push(performance.now() - since);
    }
  }
  const medianOf = (values: number[]): number => values.sort((one, other) => one - other)[100] ?? 0;
  return [medianOf(spent[0]), medianOf(spent[1])];
}

/** Every list that can be taken out as a file, as text. */
async function filesOf({ app }: World, { caller }: Asking): Promise<string> {
  const tables = [
    await app.get(ExportMachines).table(caller, {}, 'EN'),
    await app.get(ExportRenewals).table(caller, {}, '2026-11-02', 'EN'),
  ];
  const lines: unknown[] = [];
  for (const { rows } of tables) for await (const row of rows) lines.push(row);
  return JSON.stringify(lines, undefined, 1);
}
