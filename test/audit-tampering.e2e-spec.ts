import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { operator, worker } from '#access';
import { anchorTrail, Database, type VerifiedTrail, verifyTrail } from '#platform';

import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const MACHINES = 12;
const ENTRIES = 9;
const KEYS = Array.from(
  { length: MACHINES },
  (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
);

interface Row {
  readonly [column: string]: unknown;
  readonly number: number;
}

/** The hash of an entry as the decision on the audit trail describes it, written by somebody who knows only that. */
function hashOf(row: Row, previousHash: string): string {
  const parsed = (text: unknown): unknown => (text === null ? null : JSON.parse(text as string));
  const sorted = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sorted(part)]),
        )
      : value;
  const entry = {
    stream: row.stream,
    key: row.key,
    number: row.number,
    entityType: row.entity_type,
    entityKey: row.entity_key,
    operation: row.operation,
    actor: row.actor,
    reason: row.reason,
    requestId: row.request_id,
    recordedAt: (row.recorded_at as Date).toISOString(),
    before: parsed(row.before),
    after: parsed(row.after),
    previousHash,
  };
  return createHash('sha256')
    .update(JSON.stringify(sorted(entry)))
    .digest('hex');
}

const [FIRST = '', SECOND = '', , FOURTH = '', , SIXTH = ''] = KEYS;

describe('tampering with the audit trail', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let owner: pg.Client;
  let folder: string;

  const verified = (): Promise<VerifiedTrail> => verifyTrail(database, worker, folder);

  async function change(key: string, number: number): Promise<void> {
    await database.write({ ...operator, requestId: `request-${key}-${number}` }, async (tx) => {
      tx.begin({
        operation: 'testOperation',
        at: new Date(Date.UTC(2026, 10, number, 1, 2, 3, 4)),
        reason: 'Why “so”\n',
      });
      const before = number === 1 ? undefined : { endsOn: '2027-03-31', note: 'é\u2028"' };
      tx.record({
        stream: 'machine',
        key,
        entity: 'Contract',
        entityKey: `C${number}`,
        before,
        after: { number, a: [1.5] },
      });
    });
  }

  const rowsOf = async (key: string): Promise<Row[]> =>
    (
      await owner.query<Row>(
        'SELECT *, before::text AS before, after::text AS after FROM audit_entry WHERE key = $1 ORDER BY number',
        [key],
      )
    ).rows;

  /** What somebody does who knows how the hashes are made: the chain is whole again, with other contents. */
  async function hashAnew(key: string): Promise<void> {
    let previousHash = '0'.repeat(64);
    for (const row of await rowsOf(key)) {
      const hash = hashOf(row, previousHash);
      await owner.query('UPDATE audit_entry SET previous_hash = $3, hash = $4 WHERE key = $1 AND number = $2', [
        key,
        row.number,
        previousHash,
        hash,
      ]);
      previousHash = hash;
    }
  }

  const renumber = (key: string, from: number, by: number): Promise<unknown> =>
    owner.query(
      `UPDATE audit_entry SET number = number + 1000 WHERE key = '${key}' AND number >= ${from};
       UPDATE audit_entry SET number = number - 1000 + ${by} WHERE key = '${key}' AND number >= 1000`,
    );

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.loginUrl);
    owner = new pg.Client({ connectionString: testDatabase.ownerUrl });
    await owner.connect();
    folder = await mkdtemp(join(tmpdir(), 'keizoku-anchors-'));
    for (let number = 1; number < ENTRIES; number += 1) for (const key of KEYS) await change(key, number);
    await anchorTrail(database, worker, folder, new Date('2026-11-10T00:00:00Z'));
    for (const key of KEYS) await change(key, ENTRIES);
    await anchorTrail(database, worker, folder, new Date('2026-11-10T01:00:00Z'));
    await owner.query(
      `ALTER TABLE audit_entry DISABLE TRIGGER ALL, DROP CONSTRAINT audit_chain_begins;
       CREATE TABLE kept AS TABLE audit_entry`,
    );
  });
  afterAll(async () => {
    await owner.end();
    await database.close();
    await testDatabase.drop();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => owner.query('TRUNCATE audit_entry; INSERT INTO audit_entry SELECT * FROM kept'));

  it('is not found where there is none', async () => {
    expect(await verified()).toMatchObject({
      entries: MACHINES * ENTRIES,
      chains: MACHINES,
      anchors: 2,
      anchoredAt: '2026-11-10T01:00:00.000Z',
      findings: 0,
      firstFindings: [],
    });
  });

  it('can be looked for by anyone: the hashes are those of the description', async () => {
    const rows = await rowsOf(FOURTH);
    expect(rows).toHaveLength(ENTRIES);
    rows.forEach((row, index) => {
      const previous = index === 0 ? '0'.repeat(64) : String(rows[index - 1]?.hash);
      expect(row.previous_hash).toBe(previous);
      expect(row.hash).toBe(hashOf(row, previous));
    });
  });

  const set = (column: string, value: string) => (key: string, number: number) =>
    owner.query(`UPDATE audit_entry SET ${column} = ${value} WHERE key = '${key}' AND number = ${number}`);
  const remove = (key: string, condition: string): Promise<unknown> =>
    owner.query(`DELETE FROM audit_entry WHERE key = '${key}' AND ${condition}`);
  const swap = async (key: string, a: number, b: number): Promise<void> => {
    await owner.query(
      `UPDATE audit_entry SET number = 1000 WHERE key = '${key}' AND number = ${a};
       UPDATE audit_entry SET number = ${a} WHERE key = '${key}' AND number = ${b};
       UPDATE audit_entry SET number = ${b} WHERE key = '${key}' AND number = 1000`,
    );
  };
  const insertCopy = (key: string, from: number, as: number): Promise<unknown> =>
    owner.query(
      `INSERT INTO audit_entry SELECT stream, '${key}', ${as}, entity_type, 'FORGED', operation, actor, reason, request_id,
         recorded_at, before, after, previous_hash, hash, written_in
       FROM kept WHERE key = '${key}' AND number = ${from}`,
    );

  type Tampering = readonly [what: string, tamper: (key: string, number: number) => Promise<unknown>];
  const EDITS: Tampering[] = [
    ['another actor', set('actor', `'nobody'`)],
    ['another reason', set('reason', `'Another'`)],
    [
      'another outcome, with its own hash made anew',
      async (key, number) => {
        await set('after', `'{"number":99}'`)(key, number);
        const row = (await rowsOf(key))[number - 1];
        if (row) await set('hash', `'${hashOf(row, row.previous_hash as string)}'`)(key, number);
      },
    ],
    ['another request', set('request_id', `'other'`)],
    ['another instant', set('recorded_at', `recorded_at + interval '1 millisecond'`)],
    ['another operation', set('operation', `'other'`)],
    ['another thing', set('entity_key', `'C0'`)],
    ['another outcome', set('after', `'{"number":99}'`)],
    ['the same outcome, written otherwise', set('after', `(after::jsonb)::json`)],
    [
      'another outcome, with all hashes made anew',
      async (key, number) => {
        await set('after', `'{"number":99}'`)(key, number);
        await hashAnew(key);
      },
    ],
  ];
  const DELETIONS: Tampering[] = [
    ['one entry', (key, number) => remove(key, `number = ${number}`)],
    ['two entries', (key, number) => remove(key, `number IN (${number}, ${number + 1})`)],
    ['the first entry', (key) => remove(key, 'number = 1')],
    ['the first entries', (key, number) => remove(key, `number <= ${number}`)],
    ['every other entry', (key) => remove(key, 'number % 2 = 0')],
    ['the whole chain', (key) => remove(key, 'true')],
    [
      'the whole chain under another name',
      (key) => owner.query(`UPDATE audit_entry SET key = 'elsewhere' WHERE key = '${key}'`),
    ],
    [
      'one entry, the gap closed',
      async (key, number) => {
        await remove(key, `number = ${number}`);
        await renumber(key, number, -1);
      },
    ],
    [
      'one entry, the gap closed and all hashes made anew',
      async (key, number) => {
        await remove(key, `number = ${number}`);
        await renumber(key, number, -1);
        await hashAnew(key);
      },
    ],
    [
      'the first entry, the gap closed and all hashes made anew',
      async (key) => {
        await remove(key, 'number = 1');
        await renumber(key, 1, -1);
        await hashAnew(key);
      },
    ],
  ];
  const insertion = async (key: string, number: number, copyOf: number): Promise<void> => {
    await renumber(key, number, 1);
    await insertCopy(key, copyOf, number);
  };
  const INSERTIONS: Tampering[] = [
    ...[1, 3, 5].map((copyOf): Tampering => [`a copy of entry ${copyOf}`, (key, n) => insertion(key, n, copyOf)]),
    ['at the beginning', (key) => insertion(key, 1, 1)],
    ['far behind the end', (key) => insertCopy(key, 4, 500)],
    ['behind the end', (key) => insertCopy(key, 4, ENTRIES + 1)],
    [
      'behind the end, following it, not hashed',
      async (key) => {
        await insertCopy(key, 4, ENTRIES + 1);
        await owner.query(
          `UPDATE audit_entry e SET previous_hash = k.hash FROM kept k WHERE e.key = '${key}' AND e.number = ${ENTRIES + 1}
           AND k.key = e.key AND k.number = ${ENTRIES}`,
        );
      },
    ],
    [
      'of another chain',
      (key) => owner.query(`UPDATE audit_entry SET key = '${key}', number = 10 WHERE key = '${FIRST}' AND number = 9`),
    ],
    ...[2, 7].map((at): Tampering => [
      `at ${at}, with all hashes made anew`,
      async (key) => {
        await insertion(key, at, 4);
        await hashAnew(key);
      },
    ]),
  ];
  const REORDERINGS: Tampering[] = [
    ...[1, 2, 3, 4].map((by): Tampering => [`entries ${by} apart`, (key, number) => swap(key, number, number + by)]),
    ['the first and the last', (key) => swap(key, 1, ENTRIES)],
    ['the last two', (key) => swap(key, ENTRIES - 1, ENTRIES)],
    [
      'what two entries say',
      (key, number) =>
        owner.query(
          `UPDATE audit_entry e SET after = k.after FROM kept k WHERE e.key = '${key}' AND k.key = e.key
           AND (e.number, k.number) IN ((${number}, ${number + 1}), (${number + 1}, ${number}))`,
        ),
    ],
    [
      'the last entries of two machines',
      (key) =>
        owner.query(
          `UPDATE audit_entry SET key = 'x' WHERE key = '${key}' AND number = 9;
           UPDATE audit_entry SET key = '${key}' WHERE key = '${FIRST}' AND number = 9;
           UPDATE audit_entry SET key = '${FIRST}' WHERE key = 'x'`,
        ),
    ],
    ...[2, 5].map((at): Tampering => [
      `entries ${at} and ${at + 1}, with all hashes made anew`,
      async (key) => {
        await swap(key, at, at + 1);
        await hashAnew(key);
      },
    ]),
  ];
  const CUT_TAILS: Tampering[] = [
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((by): Tampering => [
      `${by} from the end`,
      (key) => remove(key, `number > ${ENTRIES - by}`),
    ]),
    [
      'the last, another in its place',
      async (key) => {
        await remove(key, `number = ${ENTRIES}`);
        await insertCopy(key, 4, ENTRIES);
        await hashAnew(key);
      },
    ],
    ['the whole of two chains', (key) => owner.query(`DELETE FROM audit_entry WHERE key IN ('${key}', '${SECOND}')`)],
  ];

  describe.each([
    ['edits', EDITS],
    ['deletions', DELETIONS],
    ['insertions', INSERTIONS],
    ['reorderings', REORDERINGS],
    ['cut tails', CUT_TAILS],
  ])('%s, ten of ten', (_, tamperings) => {
    it.each(tamperings.map(([what, tamper], index) => ({ what, tamper, index })))(
      '$what',
      async ({ tamper, index }) => {
        expect(tamperings).toHaveLength(10);
        const key = KEYS[(index % (MACHINES - 2)) + 2] ?? '';
        await tamper(key, (index % 4) + 2);
        const { findings, firstFindings } = await verified();
        expect(findings).toBeGreaterThan(0);
        expect(firstFindings.map(({ chain }) => chain)).toContain(`machine ${key}`);
      },
    );
  });

  describe('the file of anchors', () => {
    const file = (): string => join(folder, 'anchors.jsonl');
    let whole: string;

    beforeAll(async () => {
      whole = await readFile(file(), 'utf8');
    });
    beforeEach(() => writeFile(file(), whole));

    it('and its key are for their owner only', async () => {
      expect((await stat(join(folder, 'anchor-key.pem'))).mode & 0o777).toBe(0o600);
      expect((await stat(file())).mode & 0o777).toBe(0o600);
    });

    it('shows when a line of it was changed', async () => {
      await writeFile(file(), whole.replace(`"entries":${MACHINES * ENTRIES}`, '"entries":1'));
      expect((await verified()).firstFindings).toMatchObject([
        { chain: file(), number: 2, problem: expect.stringContaining('signature') },
      ]);
    });

    it.each([
      ['taken out', ''],
      ['made unreadable', 'x\n'],
    ])('shows when a line of it was %s', async (_, instead) => {
      await writeFile(file(), instead + whole.slice(whole.indexOf('\n') + 1));
      expect((await verified()).firstFindings).toMatchObject([
        { chain: file(), problem: expect.stringContaining('does not follow') },
      ]);
    });

    it('goes on after a line that a crash left unfinished', async () => {
      await appendFile(file(), whole.slice(0, 200));
      await anchorTrail(database, worker, folder, new Date('2026-11-10T02:00:00Z'));
      expect(await verified()).toMatchObject({ anchors: 3, findings: 0 });
    });

    it('holds of each anchor the chains that grew since the one before', async () => {
      const anchored = (hour: number): Promise<unknown> =>
        anchorTrail(database, worker, folder, new Date(Date.UTC(2026, 10, 10, hour)));
      expect(await anchored(2)).toEqual({ entries: MACHINES * ENTRIES, chains: MACHINES, grown: 0 });
      await change(SIXTH, ENTRIES + 1);
      expect(await anchored(3)).toEqual({ entries: MACHINES * ENTRIES + 1, chains: MACHINES, grown: 1 });
      await remove(SIXTH, `number > ${ENTRIES}`);
      expect((await verified()).firstFindings).toMatchObject([
        { chain: `machine ${SIXTH}`, number: ENTRIES + 1, problem: expect.stringContaining('is gone') },
      ]);
    });
  });
});
