import { operator } from '#access';
import { Machines } from '#installed-base';
import { type Caller, Database, type Transaction } from '#platform';

import type { World } from './world.ts';

type OwnRows = ReturnType<Database['ownRowsOf']>;
type Rewriting = (text: string) => string;

let rewriting: Rewriting | undefined;

/** A database whose application's wall has a hole where one is planted. */
export class PlantedDatabase extends Database {
  protected override ownRowsOf(caller: Caller): OwnRows {
    const whole = super.ownRowsOf(caller);
    const open = super.ownRowsOf({ name: caller.name, databaseRole: 'keizoku_administrator' });
    const narrow: OwnRows['narrow'] = (text, values) => {
      const planted = rewriting?.(text) ?? text;
      return (planted === text ? whole : open).narrow(planted, values);
    };
    return { narrow } as OwnRows;
  }
}

/** A leak that is planted in both worlds while it is looked for. */
export interface PlantedLeak {
  readonly what: string;
  /** Takes it back. */
  plant(worlds: readonly World[]): Promise<() => Promise<void>>;
}

/** Statements of a kind lose their marks, or become other ones. */
function statement(what: string, kind: RegExp, to: (text: string) => string = withoutMarks): PlantedLeak {
  return {
    what,
    async plant() {
      rewriting = (text) => (kind.test(text) ? to(text) : text);
      return async () => {
        rewriting = undefined;
      };
    },
  };
}

function withoutMarks(text: string): string {
  return text.replaceAll(/ AND own\(\w+\)/g, ' ');
}

type Method = 'byKey' | 'byIds' | 'page';

/** A method of the reader of machines does what another makes of it; it may ask of everybody's machines. */
function reader<M extends Method>(what: string, method: M, patch: (original: Machines[M]) => Machines[M]): PlantedLeak {
  return {
    what,
    async plant() {
      const original = Machines.prototype[method];
      rewriting = (text) => (text.startsWith(EVERYBODY) ? `${text} ` : text);
      Object.assign(Machines.prototype, { [method]: patch(original) });
      return async () => {
        Object.assign(Machines.prototype, { [method]: original });
        rewriting = undefined;
      };
    },
  };
}

const EVERYBODY = `SELECT max(m.serial) FILTER (WHERE m.serial LIKE 'BQ%') AS last, count(*)::int AS count FROM machine m`;

/** So many machines there are in the first world; in the second there are more. */
const ALL_OF_THE_FIRST_WORLD = 15;

function everybodys(tx: Transaction): Promise<{ last: string; count: number } | undefined> {
  return tx.row(EVERYBODY);
}

const MACHINES = /FROM machine m JOIN machine_type/;
const LIST = /FROM machine m JOIN machine_type[^]*ORDER BY m\.machine_type/;

/** In the application's wall, with that of the database down. */
export const IN_THE_APPLICATION: readonly PlantedLeak[] = [
  statement('a list', LIST),
  statement('a look-up', /FROM machine m JOIN machine_type[^]*m\.id = ANY/),
  statement('a count', /^SELECT count\(\*\) AS count FROM machine m/),
  statement(
    'a list of renewals',
    /FROM machine m JOIN machine_type[^]*m\.id = ANY|^SELECT e\.machine_id AS "machineId"[^]*LIMIT/,
  ),
  statement('a count of renewals', /^SELECT count\(\*\) AS count FROM coverage_ending e/),
  statement('a statistic', /^\s*WITH ending AS/),
  statement('a nested edge', /"abandonedOn".*FROM coverage_period p/s, (text) =>
    withoutMarks(text)
      .replace('p."machine_id" AS "period.machineId"', '($1::uuid[])[1] AS "period.machineId"')
      .replace('WHERE p.machine_id = ANY($1)', 'WHERE $1::uuid[] IS NOT NULL'),
  ),
  statement('a nested list', /FROM coverage_period p\s+LEFT JOIN contract c/, (text) =>
    withoutMarks(text)
      .replace('p."machine_id" AS "machineId"', '($1::uuid[])[1] AS "machineId"')
      .replace('WHERE p.machine_id = ANY($1)', 'WHERE $1::uuid[] IS NOT NULL'),
  ),
  statement('a reverse edge', MACHINES, (text) =>
    text.replace(
      'r ON r.id = m.reseller_id',
      `r ON r.name = (SELECT max(x.name) FROM reseller x WHERE x.name LIKE '⟦B%')`,
    ),
  ),
  statement('a number that counts others', MACHINES, (text) =>
    text.replace('m."version" AS "machine.version"', '(SELECT count(*)::int FROM machine) AS "machine.version"'),
  ),
  statement('a history', /FROM audit_entry e WHERE e\.stream = \$1 AND e\.key = ANY/, (text) =>
    withoutMarks(text)
      .replace('e."key" AS "key"', '($2::text[])[1] AS "key"')
      .replace('AND e.key = ANY($2)', 'AND $2::text[] IS NOT NULL'),
  ),
  statement('decisions made again', /FROM service_pack s WHERE machine_id = \$1/, (text) =>
    withoutMarks(text).replace('FROM service_pack s WHERE machine_id = $1', 'FROM service_pack s WHERE true'),
  ),
  statement('a duplicate message', /FROM service_pack p\s+LEFT JOIN contract c[^]*p\.serial = \$2/, (text) =>
    withoutMarks(text).replace('WHERE p.machine_id = $1', 'WHERE $1::uuid IS NOT NULL'),
  ),
  statement(
    'a key that is unique among all',
    /^INSERT INTO idempotency_key|FROM idempotency_key WHERE actor = \$1/,
    (text) =>
      text
        .replace(
          'VALUES ($1, $2, $3, $4, $5)',
          'SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM idempotency_key WHERE key = $2)',
        )
        .replace('WHERE actor = $1 AND', `WHERE $1 <> '' AND`),
  ),
  reader(
    'an error text',
    'byKey',
    (original) =>
      async function (this: Machines, tx, machineType, serial, ...rest) {
        try {
          return await original.call(this, tx, machineType, serial, ...rest);
        } catch (cause) {
          const all = await tx.row<{ count: number }>(`${EVERYBODY} WHERE m.serial = $1`, [serial]);
          if (all?.count && cause instanceof Error) cause.message += ' It is another’s.';
          throw cause;
        }
      },
  ),
  reader(
    'a cursor',
    'page',
    (original) =>
      async function (this: Machines, tx, ...rest) {
        const page = await original.call(this, tx, ...rest);
        const last = Buffer.from(JSON.stringify([(await everybodys(tx))?.last])).toString('base64url');
        return { ...page, pageInfo: { ...page.pageInfo, endCursor: last } };
      },
  ),
  reader(
    'whether there is more',
    'page',
    (original) =>
      async function (this: Machines, tx, where, args, selection) {
        const page = await original.call(this, tx, where, args, selection);
        const hasNextPage = ((await everybodys(tx))?.count ?? 0) > ALL_OF_THE_FIRST_WORLD;
        return { ...page, pageInfo: { ...page.pageInfo, hasNextPage } };
      },
  ),
  cacheWithoutCaller(),
];

/** What one caller read is given to the next one. */
function cacheWithoutCaller(): PlantedLeak {
  const kept = new Map<string, Awaited<ReturnType<Machines['byIds']>>[number]>();
  const leak = reader(
    'a cache that does not know its caller',
    'byIds',
    (original) =>
      async function (this: Machines, tx, ids, selection) {
        const database = await tx.row<{ name: string }>('SELECT current_database() AS name');
        for (const machine of await original.call(this, tx, ids, selection))
          kept.set(`${database?.name ?? ''} ${machine.id}`, machine);
        return ids.flatMap((id) => kept.get(`${database?.name ?? ''} ${id}`) ?? []);
      },
  );
  return {
    what: leak.what,
    async plant(worlds) {
      const takeBack = await leak.plant(worlds);
      for (const world of worlds) {
        for (const serial of ['BQ1X00', 'BQ1X01', 'BQ2X00', 'BQ2X01'])
          await world.answer(
            operator,
            `query { machine(machineType: "7X06", serial: "${serial}") { serial } }`,
            'x',
            'walled',
          );
      }
      return takeBack;
    },
  };
}
