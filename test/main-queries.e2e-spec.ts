import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';

import { fillDatabase } from '../bench/data/fill-database.ts';
import { bodyOf, QUESTIONS } from '../bench/questions.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const CONTRACTS = 12_000;
/** What grows with the base, or with the catalogue: read from end to end, each would cost more with every row. */
const LARGE = [
  'machine',
  'contract',
  'coverage_period',
  'service_pack',
  'customer',
  'service_offering',
  'applicability',
];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function scannedWhole(node: PlanNode): string[] {
  const own = node['Node Type'].includes('Seq Scan') ? [node['Relation Name'] ?? ''] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scannedWhole)];
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : (value as string | number).toString());
}

describe('a main query', () => {
  let api: TestApi;
  let owner: pg.Client;

  beforeAll(async () => {
    api = await startTestApi();
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    await fillDatabase(owner, CONTRACTS);
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  async function statementsOf(body: string): Promise<{ prepared: Statement[]; opening: string }> {
    const { query, variables } = JSON.parse(body) as { query: string; variables: object };
    // Once before it is looked at: what never changes is read the first time.
    await api.ask(query, variables);
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await api.ask(query, variables);
      const all = spy.mock.calls.map(([first]: unknown[], index) => ({ by: spy.mock.contexts[index], first }));
      const begun = all.find(({ first }) => String(first).startsWith('BEGIN ISOLATION LEVEL REPEATABLE READ'));
      const sent = all.filter(({ by }) => by === begun?.by).map(({ first }) => first);
      return {
        opening: String(begun?.first),
        prepared: sent.filter((each) => typeof each !== 'string') as Statement[],
      };
    } finally {
      spy.mockRestore();
    }
  }

  it.each(QUESTIONS)('takes no more statements than it should, by index alone: $name', async (question) => {
    const { prepared, opening } = await statementsOf(bodyOf(question, 7, CONTRACTS));
    expect(prepared).toHaveLength(question.statements);
    const scanned: string[] = [];
    await owner.query(opening);
    await owner.query('SET LOCAL plan_cache_mode = force_generic_plan');
    for (const { text, values } of prepared) {
      await owner.query(`PREPARE asked AS ${text}`);
      const execute = `EXECUTE asked${values.length > 0 ? `(${values.map(literal).join(', ')})` : ''}`;
      const { rows } = await owner.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (FORMAT JSON) ${execute}`);
      await owner.query('DEALLOCATE asked');
      scanned.push(...rows.flatMap((row) => scannedWhole(row['QUERY PLAN'][0].Plan)));
    }
    await owner.query('ROLLBACK');
    expect(scanned.filter((table) => LARGE.includes(table))).toEqual([]);
  });
});
