import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  type GraphQLInputType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import pg from 'pg';

import { ACCESS_TABLE, admits, DATABASE_ROLE_OF, type Role, ROLES, SCOPES, type Visitor } from '#access';

import { type Answer, AskAs } from './support/ask-as.ts';
import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { DatabaseWithoutOwnRows } from './support/one-wall.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const AOBA = { reseller: 'Aoba Trading', customer: 'Customer of Aoba' };
const MIDORI = { reseller: 'Midori Systems', customer: 'Customer of Midori' };
const WANTED = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 36 };
const ORDERED_ON = '2026-10-20';

/** A machine with a registered contract and a pack that waits to be registered. */
interface Known {
  readonly machine: MachineKey;
  readonly contractId: string;
  readonly partNumber: string;
  readonly waiting: string;
}

/** What each operation is asked, so that whoever may ask it gets an answer. */
const QUESTIONS: Readonly<Record<string, (known: Known, role: Role) => string>> = {
  'Query.serviceOffering': ({ partNumber }) => `{ serviceOffering(partNumber: "${partNumber}") { name } }`,
  'Query.serviceOfferings': () =>
    '{ serviceOfferings(productNumber: "7Z73CTO1WW") { totalCount nodes { partNumber } } }',
  'Query.machineType': () => '{ machineType(code: "7Z73") { code } }',
  'Query.regionCheck': () =>
    '{ regionCheck(machineType: "7Z73", serviceLevel: FULL_24X7_4H, site: { prefecture: "東京都", municipality: "千代田区" }) { verdict } }',
  'Query.marketSettings': () => '{ marketSettings { number } }',
  'Query.marketSettingsHistory': () => '{ marketSettingsHistory { number actor reason } }',
  'Query.holidays': () => '{ holidays(year: 2026) { on } }',
  'Query.nextBusinessDay': () => '{ nextBusinessDay }',
  'Query.spotRepairCost': () => '{ spotRepairCost(input: { minutes: 60 }) { billedHours } }',
  'Query.machine': ({ machine }) =>
    `{ machine(${keyOf(machine)}) { serial customer { name } reseller { name } coverage { covered } contracts { nodes { id } } history { totalCount } renewal { daysLeft } } }`,
  'Query.machines': () => '{ machines(first: 5) { totalCount nodes { serial } } }',
  'Query.moveDecision': ({ machine }) => `{ moveDecision(input: { ${keyOf(machine)} country: "US" }) { verdict } }`,
  'Query.optionCoverage': ({ machine }) =>
    `{ optionCoverage(input: { ${keyOf(machine)} boughtWithTheMachine: true partClass: ORDINARY }) { terms } }`,
  'Query.renewals': () => '{ renewals(first: 5) { totalCount nodes { daysLeft } } }',
  'Query.repairDecision': ({ machine }) => `{ repairDecision(input: { ${keyOf(machine)} }) { verdict } }`,
  'Query.replayDecisions': ({ machine }) => `{ replayDecisions(${keyOf(machine)}) { act same } }`,
  'Query.simulateRenewals': () => '{ simulateRenewals(assume: { reinstatementFee: "1" }) { totalCount } }',
  'Mutation.orderServicePack': ({ machine, partNumber }, role) =>
    `mutation { orderServicePack(input: { ${keyOf(machine)} partNumber: "${partNumber}" idempotencyKey: "order-${role}" }) { __typename } }`,
  'Mutation.registerServicePack': ({ machine, waiting }, role) =>
    `mutation { registerServicePack(input: { ${keyOf(machine)} packSerial: "${waiting}" idempotencyKey: "register-${role}" }) { __typename } }`,
  'Mutation.changeStartDate': ({ machine }) =>
    `mutation { changeStartDate(input: { ${keyOf(machine)} requestedStartsOn: "2026-06-01" reason: "Delivered late" }) { __typename } }`,
  'Mutation.abandonContract': ({ contractId }) =>
    `mutation { abandonContract(input: { contractId: "${contractId}" reason: "Site closed" }) { __typename } }`,
  'Mutation.recordMachine': (_, role) =>
    `mutation { recordMachine(input: { productNumber: "7Z73CTO1WW" serial: "BY${role.replace('_', '')}" warrantyStartsOn: "2026-05-11" warrantyMonths: 12 customer: "${AOBA.customer}" }) { __typename } }`,
  'Query.catalogueImports': () => '{ catalogueImports { nodes { id version { id } issueCounts { errors } } } }',
  'Query.auditEntries': () => '{ auditEntries(stream: CATALOGUE) { nodes { actor } } }',
  'Query.outboxMessages': () => '{ outboxMessages { nodes { kind deliveries { destination } } } }',
  'Mutation.setMarketSettings': () => 'mutation { setMarketSettings(input: { reason: "As before" }) { number } }',
  'Mutation.announceEndOfSupport': () =>
    'mutation { announceEndOfSupport(input: { machineType: "7Z73" on: "2035-12-31" }) { code } }',
  'Mutation.setPremierEligibility': () =>
    'mutation { setPremierEligibility(input: { machineType: "7Z73" eligible: true reason: "Said so" }) { code } }',
  'Mutation.setMachineTypeFamily': () =>
    'mutation { setMachineTypeFamily(input: { machineType: "7Z73" family: THINKSYSTEM reason: "Said so" }) { code } }',
};

/** What nothing in these tests is about. */
const EMPTY = ['start_date_change', 'person', 'customer_manager', 'api_key'];

function keyOf({ machineType, serial }: MachineKey): string {
  return `machineType: "${machineType}" serial: "${serial}"`;
}

describe('what each role may do', () => {
  let api: TestApi;
  let owner: pg.Client;
  let asking: AskAs;
  let own: Record<Role, Known>;
  let foreign: Known;
  let visitors: Record<Role, Visitor>;

  const known = async (of: typeof AOBA): Promise<Known> => {
    const machine = await aMachine(api, {
      ...of,
      productNumber: '7Z73CTO1WW',
      shippedOn: '2026-05-01',
      warrantyStartsOn: '2026-05-11',
      warrantyMonths: 12,
    });
    const { offering } = await judged(api, machine, WANTED, { on: ORDERED_ON });
    const contract = await registerPack(api, machine, await orderedPack(api, machine, offering.partNumber, ORDERED_ON));
    if (contract.__typename !== 'Contract') throw new Error(JSON.stringify(contract.decision.findings));
    const { offering: better } = await judged(api, machine, { ...WANTED, termMonths: 60 }, { on: ORDERED_ON });
    const waiting = await orderedPack(api, machine, better.partNumber, ORDERED_ON);
    return { machine, contractId: contract.id, partNumber: better.partNumber, waiting };
  };
  const idOf = async (table: string, name: string): Promise<string> =>
    (await owner.query<{ id: string }>(`SELECT id FROM ${table} WHERE name = $1`, [name])).rows[0]?.id ?? '';
  const visitor = (role: Role, more: Partial<Visitor> = {}): Visitor => {
    return { name: `person:${randomUUID()}`, role, databaseRole: DATABASE_ROLE_OF[role], ...more };
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    asking = await AskAs.start(api.loginUrl, api.clock);
    own = {
      RESELLER: await known(AOBA),
      ACCOUNT_MANAGER: await known(AOBA),
      ENTERPRISE_SALES: await known(AOBA),
      ADMINISTRATOR: await known(AOBA),
    };
    foreign = await known(MIDORI);
    visitors = {
      RESELLER: visitor('RESELLER', { resellerId: await idOf('reseller', AOBA.reseller) }),
      ACCOUNT_MANAGER: visitor('ACCOUNT_MANAGER', { customerIds: [await idOf('customer', AOBA.customer)] }),
      ENTERPRISE_SALES: visitor('ENTERPRISE_SALES'),
      ADMINISTRATOR: visitor('ADMINISTRATOR'),
    };
  }, 240_000);
  afterAll(async () => {
    await asking.close();
    await owner.end();
    await api.close();
  });

  /** The least that can be asked of an operation: for those that nothing better is known of. */
  const leastOf = (name: string): string => {
    const [root = '', field = ''] = name.split('.');
    const { args, type } = (asking.schema.getType(root) as GraphQLObjectType).getFields()[field] ?? never(name);
    const given = args.flatMap((arg) => (isNonNullType(arg.type) ? [`${arg.name}: ${leastValue(arg.type)}`] : []));
    const inner = isLeafType(getNamedType(type)) ? '' : ' { __typename }';
    return `${root.toLowerCase()} { ${field}${given.length > 0 ? `(${given.join(', ')})` : ''}${inner} }`;
  };
  // Given up first: an upgrade that is registered takes the contract's place.
  const operations = Object.entries(ACCESS_TABLE.operations)
    .filter(([name]) => !name.startsWith('Subscription.'))
    .sort(([name]) => (name === 'Mutation.abandonContract' ? -1 : 0));

  it.each(ROLES)(
    'is what the table says: %s',
    async (role) => {
      for (const [name, row] of operations) {
        const text = QUESTIONS[name]?.(own[role], role) ?? leastOf(name);
        const { data, problems } = await asking.ask(visitors[role], text);
        if (admits(row, { role })) {
          const bad = problems.filter(({ code }) => QUESTIONS[name] || /^(FORBIDDEN|BUG)/.test(code));
          expect({ role, name, bad, answered: data !== undefined }).toEqual({ role, name, bad: [], answered: true });
        } else {
          expect({ role, name, problems }).toMatchObject({ role, name, problems: [{ code: 'FORBIDDEN' }] });
        }
      }
    },
    240_000,
  );

  it('is for a service key what its scopes say, too', async () => {
    for (const [name, row] of operations.filter(([, { scopes }]) => scopes.length > 0)) {
      const scopes = SCOPES.filter((scope) => !row.scopes.includes(scope));
      const { problems } = await asking.ask({ ...visitors.ADMINISTRATOR, scopes }, leastOf(name));
      expect({ name, problems }).toMatchObject({ name, problems: [{ code: 'FORBIDDEN' }] });
    }
  });

  const HISTORY = (machine: MachineKey): string =>
    `{ machine(${keyOf(machine)}) { history { nodes { operation actor entityType } } } }`;
  const actorsOf = async (who: Visitor, machine: MachineKey): Promise<Set<string>> => {
    const { data } = await asking.ask(who, HISTORY(machine));
    const { history } = data?.machine as { history: { nodes: { actor: string }[] } };
    return new Set(history.nodes.map(({ actor }) => actor));
  };

  it.each(['RESELLER', 'ACCOUNT_MANAGER'] as const)('lets %s order a pack and register it', async (role) => {
    const machine = await aMachine(api, {
      ...AOBA,
      productNumber: '7Z73CTO1WW',
      warrantyStartsOn: '2026-05-11',
      warrantyMonths: 12,
    });
    const { offering } = await judged(api, machine, WANTED, { on: ORDERED_ON });
    const order = `mutation { orderServicePack(input: { ${keyOf(machine)} partNumber: "${offering.partNumber}" orderedOn: "${ORDERED_ON}" idempotencyKey: "pack-of-${role}" }) {
      __typename ... on ServicePack { serial decision { verdict } machine { version } } } }`;
    const ordered = (await asking.ask(visitors[role], order)).data?.orderServicePack as {
      __typename: string;
      serial: string;
    };
    expect(ordered).toMatchObject({ __typename: 'ServicePack', decision: { verdict: 'ELIGIBLE' } });
    expect((await asking.ask(visitors[role], order)).data?.orderServicePack).toEqual(ordered);
    const { data, problems } = await asking.ask(
      visitors[role],
      `mutation { registerServicePack(input: { ${keyOf(machine)} packSerial: "${ordered.serial}" }) {
        __typename ... on Contract { period { endsOn } history { totalCount } } } }`,
    );
    expect(problems).toEqual([]);
    expect(data?.registerServicePack).toMatchObject({ __typename: 'Contract', period: { endsOn: '2029-05-10' } });
    expect(await actorsOf(visitors.ADMINISTRATOR, machine)).toContain(visitors[role].name);
    const { rows } = await owner.query<{ kind: string }>(
      `SELECT o.kind FROM outbox_message o JOIN machine m ON m.id = o.machine_id WHERE m.serial = $1 ORDER BY o.kind`,
      [machine.serial],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['ContractRegistered', 'MachineRecorded', 'ServicePackOrdered']);
  });

  it.each(['RESELLER', 'ACCOUNT_MANAGER'] as const)('lets %s through to its own rows in the database', async (role) => {
    const { databaseRole, resellerId, customerIds } = visitors[role];
    const database = new DatabaseWithoutOwnRows(api.loginUrl, { connections: 1 });
    try {
      for (const [name, { rows, commands }] of Object.entries(ACCESS_TABLE.tables)) {
        const column = role === 'RESELLER' ? 'reseller_id' : 'customer_id';
        const { rowCount } = await owner.query(
          'SELECT FROM information_schema.columns WHERE table_name = $1 AND column_name = $2',
          [name, column],
        );
        if (rows === 'all' || rowCount === 0 || !commands[databaseRole].includes('select')) continue;
        const seen = await database.read(visitors[role], (tx) =>
          tx.rows<{ of: string }>(`SELECT DISTINCT ${column} AS of FROM ${name}`),
        );
        expect({ name, seen }).toEqual({
          name,
          seen: EMPTY.includes(name) ? [] : [{ of: resellerId ?? customerIds?.[0] }],
        });
      }
    } finally {
      await database.close();
    }
  });

  it('answers of what is another’s as of what does not exist, in the same words', async () => {
    const nothing = { ...foreign.machine, serial: 'NOSUCH1' };
    const asked = {
      machine: (machine: MachineKey) => `{ machine(${keyOf(machine)}) { serial } }`,
      order: (machine: MachineKey) =>
        `mutation { orderServicePack(input: { ${keyOf(machine)} partNumber: "${foreign.partNumber}" }) { __typename } }`,
      register: (machine: MachineKey) =>
        `mutation { registerServicePack(input: { ${keyOf(machine)} packSerial: "${foreign.waiting}" }) { __typename } }`,
      repair: (machine: MachineKey) => `{ repairDecision(input: { ${keyOf(machine)} }) { verdict } }`,
    };
    for (const role of ['RESELLER', 'ACCOUNT_MANAGER'] as const) {
      const words = async (text: string, name: string): Promise<string> =>
        JSON.stringify(await asking.ask(visitors[role], text)).replaceAll(name, '…');
      for (const [name, ask] of Object.entries(asked)) {
        const ofForeign = await words(ask(foreign.machine), foreign.machine.serial);
        expect({ role, name, said: ofForeign }).toEqual({
          role,
          name,
          said: await words(ask(nothing), nothing.serial),
        });
        expect(ofForeign).toContain('NOT_FOUND');
      }
      const register = (packSerial: string): string =>
        `mutation { registerServicePack(input: { ${keyOf(own[role].machine)} packSerial: "${packSerial}" }) { __typename } }`;
      expect(await words(register(foreign.waiting), foreign.waiting)).toBe(
        await words(register('SP000000000001'), 'SP000000000001'),
      );
    }
  });

  it('refuses what is forbidden in the same words, whatever it is asked of', async () => {
    const abandon = (id: string): Promise<Answer> =>
      asking.ask(
        visitors.RESELLER,
        `mutation { abandonContract(input: { contractId: "${id}", reason: "x" }) { __typename } }`,
      );
    const said = await abandon(own.RESELLER.contractId);
    expect(said.problems).toEqual([
      {
        code: 'FORBIDDEN',
        message: 'Mutation.abandonContract is for enterprise sales, administrators.',
        path: ['abandonContract'],
      },
    ]);
    for (const id of [foreign.contractId, '019c0000-0000-7000-8000-000000000000', 'x'])
      expect(await abandon(id)).toEqual(said);
  });

  it('names staff to those who may know them, and a reseller’s people to each other', async () => {
    const { machine, partNumber } = await known(AOBA);
    await asking.ask(
      visitors.RESELLER,
      `mutation { orderServicePack(input: { ${keyOf(machine)} partNumber: "${partNumber}" orderedOn: "${ORDERED_ON}" }) { __typename } }`,
    );
    const colleague = { ...visitors.RESELLER, name: `person:${randomUUID()}` };
    expect(await actorsOf(colleague, machine)).toEqual(new Set(['staff', visitors.RESELLER.name]));
    for (const role of ['ACCOUNT_MANAGER', 'ENTERPRISE_SALES', 'ADMINISTRATOR'] as const) {
      const actors = await actorsOf(visitors[role], machine);
      expect(actors.size).toBe(2);
      expect(actors).not.toContain('staff');
    }
  });
});

function leastValue(type: GraphQLInputType): string {
  if (isNonNullType(type)) return leastValue(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && field.defaultValue === undefined,
    );
    return `{ ${needed.map((field) => `${field.name}: ${leastValue(field.type)}`).join(', ')} }`;
  }
  const least: Readonly<Record<string, string>> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    LocalDate: '"2026-11-01"',
    Decimal: '"1"',
  };
  return least[type.name] ?? '"x"';
}

function never(name: string): never {
  throw new Error(`the schema has no ${name}`);
}
