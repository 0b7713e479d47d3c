import { DATABASE_ROLE_OF, operator, type Scope, type Visitor } from '#access';
import { Database, StoppedClock } from '#platform';

import type { ApiClient } from '../support/api-client.ts';
import { publishExampleCatalogue } from '../support/example-catalogue.ts';
import { startTestApi } from '../support/start-test-api.ts';
import { copyOf, createTestDatabase } from '../support/test-database.ts';
import { settle, type Tenant, type TenantPlan } from './tenants.ts';
import { World } from './world.ts';

const NOW = new Date('2026-11-02T10:00:00+09:00');
const TOKYO = { municipalityCode: '131016' };

/** Whom everything is asked as: in both worlds the same, and the same is theirs. */
const OWN: TenantPlan = {
  mark: '⟦A⟧',
  serial: 'AAOWN',
  reseller: '⟦A⟧ Aoba Trading',
  customers: ['⟦A⟧ Bank', '⟦A⟧ Hospital'],
  lives: [
    { warrantyStartsOn: '2024-02-01', site: TOKYO },
    { warrantyStartsOn: '2025-12-01', site: TOKYO, upgrade: { serviceLevel: 'FULL_24X7', termMonths: 36 }, orders: 2 },
    { warrantyStartsOn: '2023-11-20', renewals: 2 },
    { warrantyStartsOn: '2023-07-01' },
    {
      warrantyStartsOn: '2026-03-01',
      upgrade: { serviceLevel: 'FULL_24X7', termMonths: 36 },
      moved: true,
      abandoned: true,
    },
    { warrantyStartsOn: '2026-01-15', productNumber: '7DG4CTO1WW', site: TOKYO, orders: 1 },
    { warrantyStartsOn: '2026-05-01', productNumber: '8871AC1' },
  ],
};

/** What belongs to others: a reseller's, other customers', and nobody's. More of it, and other, in the second world. */
function others(world: 1 | 2): readonly TenantPlan[] {
  const mark = `⟦B${world}⟧`;
  const lives = [
    { warrantyStartsOn: '2024-02-01', site: TOKYO },
    { warrantyStartsOn: '2025-12-01', upgrade: { serviceLevel: 'FULL_24X7', termMonths: 36 }, orders: world },
    { warrantyStartsOn: '2023-11-20', renewals: world, orders: 1 },
    { warrantyStartsOn: '2026-03-01', upgrade: { serviceLevel: 'FULL_24X7', termMonths: 60 }, moved: true },
    { warrantyStartsOn: '2026-01-15', productNumber: '7DG4CTO1WW', orders: 1 },
  ];
  const more = [
    { warrantyStartsOn: '2022-05-05' },
    { warrantyStartsOn: '2026-06-06', productNumber: '8871AC1', orders: 1 },
  ];
  return [
    {
      mark,
      serial: `BQ${world}X`,
      reseller: `${mark} Midori Systems`,
      customers: [`${mark} Factory`, `${mark} School`],
      lives: world === 1 ? lives : [...lives, ...more],
    },
    { mark, serial: `BQ${world}Z`, reseller: undefined, customers: [], lives: lives.slice(0, world) },
  ];
}

/** In both worlds: machines that one of those who ask sees and the other does not. */
const SHARED: readonly TenantPlan[] = [
  {
    mark: '⟦R⟧',
    serial: 'RRSEEN',
    reseller: '⟦A⟧ Aoba Trading',
    customers: ['⟦R⟧ Only of the reseller'],
    lives: [{ warrantyStartsOn: '2025-12-01', upgrade: { serviceLevel: 'FULL_24X7', termMonths: 36 }, orders: 1 }],
  },
  {
    mark: '⟦M⟧',
    serial: 'MMSEEN',
    reseller: '⟦M⟧ Only of the account manager',
    customers: ['⟦A⟧ Bank'],
    lives: [{ warrantyStartsOn: '2025-12-01', upgrade: { serviceLevel: 'FULL_24X7', termMonths: 36 }, orders: 1 }],
  },
];

const SETTINGS = 'mutation ($input: SetMarketSettingsInput!) { setMarketSettings(input: $input) { number } }';
const LIFE = { family: 'SWITCH', approvedBeyondMonths: 72 };

export interface TwoWorlds {
  readonly worlds: readonly [World, World];
  readonly own: Tenant;
  readonly ofReseller: Tenant;
  readonly ofManager: Tenant;
  /** Of the first and of the second world. */
  readonly others: readonly Tenant[];
  /** Of the catalogue of both. */
  readonly partNumbers: readonly string[];
  close(): Promise<void>;
}

/**
 * Makes both from one template: everything is the same in them but what belongs to others. `Whole` is the database both
 * walls stand in.
 */
export async function openTwoWorlds(Whole: typeof Database = Database): Promise<TwoWorlds> {
  const template = await createTestDatabase();
  const clock = new StoppedClock(NOW, 'Asia/Tokyo');
  const api = await startTestApi({ on: template, clock });
  await publishInTime(api);
  await api.close();
  const making = await World.open(template, clock);
  await making.ask(operator, SETTINGS, {
    input: { effectiveOn: '2001-01-02', lifeLimits: [LIFE], reinstatementFee: '50000', reason: 'For all' },
  });
  const own = await settle(making, OWN);
  const [ofReseller, ofManager] = [
    await settle(making, SHARED[0] as TenantPlan),
    await settle(making, SHARED[1] as TenantPlan),
  ];
  const partNumbers = await somePartNumbers(making);
  await making.close();
  const opened = async (number: 1 | 2): Promise<{ world: World; tenants: Tenant[] }> => {
    const world = await World.open(await copyOf(template), clock, Whole);
    const tenants: Tenant[] = [];
    for (const plan of others(number)) tenants.push(await settle(world, plan));
    return { world, tenants };
  };
  const [first, second] = [await opened(1), await opened(2)];
  const close = async (): Promise<void> => {
    for (const { world } of [first, second]) {
      await world.close();
      await world.database.drop();
    }
    await template.drop();
  };
  const theirs = [...first.tenants, ...second.tenants];
  return { worlds: [first.world, second.world], own, ofReseller, ofManager, others: theirs, partNumbers, close };
}

/** A busy machine may not read a list in time; it may the next time. */
async function publishInTime(api: ApiClient, tries = 4): Promise<void> {
  await publishExampleCatalogue(api).catch((cause: unknown) => {
    if (tries === 1 || !String(cause).includes('PARSER_TIMEOUT')) throw cause;
    return publishInTime(api, tries - 1);
  });
}

async function somePartNumbers(world: World): Promise<readonly string[]> {
  const { serviceOfferings } = await world.ask<{ serviceOfferings: { nodes: { partNumber: string }[] } }>(
    operator,
    '{ serviceOfferings(productNumber: "7X06CTO1WW", first: 40) { nodes { partNumber } } }',
  );
  return serviceOfferings.nodes.map(({ partNumber }) => partNumber);
}

/** Who asks, and whose things it may see. */
export interface Asking {
  readonly caller: Visitor;
  readonly seen: readonly Tenant[];
  readonly hidden: readonly Tenant[];
  /** What no answer may hold, whatever was asked. */
  readonly canary: RegExp;
}

const READING: readonly Scope[] = ['CATALOGUE_READ', 'INSTALLED_BASE_READ', 'CONTRACTS_READ'];

/** Everybody who is confined, as people and as keys. */
export function confinedCallers({ own, ofReseller, ofManager, others: theirs }: TwoWorlds): readonly Asking[] {
  const reseller = { role: 'RESELLER', databaseRole: DATABASE_ROLE_OF.RESELLER, resellerId: own.resellerId } as const;
  const manager = {
    ...({ role: 'ACCOUNT_MANAGER', databaseRole: DATABASE_ROLE_OF.ACCOUNT_MANAGER } as const),
    customerIds: own.customerIds,
  };
  const ofAReseller = { seen: [own, ofReseller], hidden: [ofManager, ...theirs], canary: /⟦[BM]|BQ[12][XZ]|MMSEEN/ };
  const ofAManager = { seen: [own, ofManager], hidden: [ofReseller, ...theirs], canary: /⟦[BR]|BQ[12][XZ]|RRSEEN/ };
  return [
    { caller: { name: 'person:11111111-1111-4111-8111-111111111111', ...reseller }, ...ofAReseller },
    {
      caller: {
        name: 'key:22222222-2222-4222-8222-222222222222',
        ...reseller,
        scopes: [...READING, 'CONTRACTS_WRITE'],
      },
      ...ofAReseller,
    },
    { caller: { name: 'person:33333333-3333-4333-8333-333333333333', ...manager }, ...ofAManager },
    { caller: { name: 'key:44444444-4444-4444-8444-444444444444', ...manager, scopes: READING }, ...ofAManager },
  ];
}
