import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';

import { fillDatabase } from '../bench/data/fill-database.ts';
import { bodyOf, QUESTIONS } from '../bench/questions.ts';
import type { ApiClient } from './support/api-client.ts';
import { endingsAmiss } from './support/coverage-endings.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const CONTRACTS = 12_000;
/** What grows with the base, or with the catalogue: read from end to end, each would cost more with every row. */
const LARGE = [
  'machine',
  'contract',
  'coverage_period',
  'coverage_ending',
  'service_pack',
  'customer',
  'service_offering',
  'applicability',
];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function scannedWhole(plans: readonly PlanNode[]): string[] {
  return plans
    .filter((node) => node['Node Type'].includes('Seq Scan'))
    .map((node) => node['Relation Name'] ?? '')
    .filter((table) => LARGE.includes(table));
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

  interface Sent {
    readonly prepared: Statement[];
    readonly opening: string;
  }

  async function statementsOf(body: string, asking: ApiClient = api): Promise<Sent> {
    const { query, variables } = JSON.parse(body) as { query: string; variables: object };
    // Once before it is looked at: what never changes is read the first time.
    await asking.ask(query, variables);
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await asking.ask(query, variables);
      const all = spy.mock.calls.map(([first]: unknown[], index) => ({ by: spy.mock.contexts[index], first }));
      // Whoever was just made somebody may be looked up once more meanwhile.
      const begun = all.find(({ first }) =>
        /^BEGIN ISOLATION LEVEL REPEATABLE READ(?!.*keizoku_gate)/.test(String(first)),
      );
      const sent = all.filter(({ by }) => by === begun?.by).map(({ first }) => first);
      return {
        opening: String(begun?.first),
        prepared: sent.filter((each) => typeof each !== 'string') as Statement[],
      };
    } finally {
      spy.mockRestore();
    }
  }

  /** The steps of the plans that are made once for all values. */
  async function plansOf({ prepared, opening }: Sent): Promise<PlanNode[]> {
    const plans: PlanNode[] = [];
    await owner.query(opening);
    await owner.query('SET LOCAL plan_cache_mode = force_generic_plan');
    for (const { text, values } of prepared) {
      await owner.query(`PREPARE asked AS ${text}`);
      const execute = `EXECUTE asked${values.length > 0 ? `(${values.map(literal).join(', ')})` : ''}`;
      const { rows } = await owner.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (FORMAT JSON) ${execute}`);
      await owner.query('DEALLOCATE asked');
      plans.push(...rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan)));
    }
    await owner.query('ROLLBACK');
    return plans;
  }

  it.each(QUESTIONS)('takes no more statements than it should, by index alone: $name', async (question) => {
    const sent = await statementsOf(bodyOf(question, 7, CONTRACTS));
    expect(sent.prepared).toHaveLength(question.statements);
    expect(scannedWhole(await plansOf(sent))).toEqual([]);
  });

  describe('for what ends first or last, without a window,', () => {
    const pageOf = (args: string): string =>
      JSON.stringify({ query: `{ renewals(${args}) { nodes { lastCoveredOn machine { serial } } } }`, variables: {} });
    const askers: Record<string, () => Promise<ApiClient>> = {
      administrator: () => Promise.resolve(api),
      reseller: () => api.as('RESELLER', { reseller: 'Reseller 1' }),
      'account manager': () => api.as('ACCOUNT_MANAGER', { customers: ['株式会社データセンター1'] }),
    };

    it.each([
      { who: 'administrator', args: 'first: 50', by: 'coverage_ending_by_day' },
      { who: 'administrator', args: 'last: 50', by: 'coverage_ending_by_day' },
      { who: 'reseller', args: 'first: 50', by: 'coverage_ending_of_reseller' },
      { who: 'reseller', args: 'last: 50', by: 'coverage_ending_of_reseller' },
      { who: 'account manager', args: 'first: 50', by: 'coverage_ending_of_customer' },
      { who: 'account manager', args: 'last: 50', by: 'coverage_ending_of_customer' },
    ])('goes by an index: $who, $args', async ({ who, args, by }) => {
      const plans = await plansOf(await statementsOf(pageOf(args), await askers[who]?.()));
      expect(scannedWhole(plans)).toEqual([]);
      expect(plans.map((node) => node['Index Name'])).toContain(by);
    });

    it('and finds what the periods say', async () => {
      expect(await endingsAmiss(owner)).toEqual([]);
    });
  });
});
