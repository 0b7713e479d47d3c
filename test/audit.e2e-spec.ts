import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import pg from 'pg';

import { operator } from '#access';
import { Database } from '#platform';

import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { catalogueWorkbook, partNumber } from './support/catalogue-workbook.ts';
import { importRead, publishCatalogue, SEED, startTestApi, type TestApi } from './support/start-test-api.ts';

const AUDIT = join(import.meta.dirname, '..', 'dist', 'apps', 'launch', 'src', 'audit.js');
const SCHEMA = readFileSync(join(import.meta.dirname, '..', 'apps', 'api', 'src', 'schema.graphql'), 'utf8');
/** What only a person can do for themselves, and no key: test/people.e2e-spec.ts looks at its entries. */
const OF_PEOPLE = ['changePassword'];
const mutations = Object.values(buildSchema(SCHEMA).getMutationType()?.getFields() ?? {}).filter(
  ({ name }) => !OF_PEOPLE.includes(name),
);

const OWN = {
  productNumber: '7Z73CTO1WW',
  shippedOn: '2026-08-20',
  warrantyStartsOn: '2026-09-01',
  warrantyMonths: 36,
};

async function upgradeOf(api: TestApi, machine: MachineKey): Promise<string> {
  const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 48 };
  return (await judged(api, machine, wanted)).offering.partNumber;
}

async function packOf(api: TestApi, machine: MachineKey): Promise<string> {
  return orderedPack(api, machine, await upgradeOf(api, machine), '2026-11-02');
}

async function contractOf(api: TestApi, machine: MachineKey): Promise<string> {
  const contract = await registerPack(api, machine, await packOf(api, machine));
  if (contract.__typename !== 'Contract') throw new Error('the registration was refused');
  return contract.id;
}

async function importOf(api: TestApi, effectiveOn: string): Promise<string> {
  const id = await startedImport(api, await readFile(join(SEED, 'catalogue-2027-01.xlsx')), effectiveOn);
  await importRead(api, id);
  return id;
}

async function startedImport(api: TestApi, file: Uint8Array, effectiveOn: string): Promise<string> {
  const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(
    'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }',
    { input: { uploadId: await api.upload(file), effectiveOn } },
  );
  return startCatalogueImport.id;
}

const MACHINE_HEADER = '製品番号,シリアル番号,顧客名,保証開始日,基本保証(月)\n';

/** A list of one machine, checked and ready to be applied. */
async function checkedMachines(api: TestApi, serial: string): Promise<string> {
  const uploadId = await api.upload(Buffer.from(`${MACHINE_HEADER}7Z73CTO1WW,${serial},Keizoku Bank,2025-04-01,36\n`));
  const { startInstalledBaseImport } = await api.ask<{ startInstalledBaseImport: { id: string } }>(
    'mutation ($input: StartInstalledBaseImportInput!) { startInstalledBaseImport(input: $input) { id } }',
    { input: { uploadId } },
  );
  await stateReached(api, startInstalledBaseImport.id, 'CHECKED');
  return startInstalledBaseImport.id;
}

async function stateReached(api: TestApi, id: string, state: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { installedBaseImport } = await api.ask<{ installedBaseImport: { state: string } }>(
      'query ($id: ID!) { installedBaseImport(id: $id) { state } }',
      { id },
    );
    if (installedBaseImport.state === state) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the import is not ${state} after ten seconds`);
}

// Looked at as the JSON it is.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

interface Case {
  /** What must be so before, and what is then asked. */
  input(api: TestApi): Promise<object>;
  /** What to wait for, where a job goes on with it. */
  settled?(api: TestApi, input: Readonly<Record<string, unknown>>): Promise<void>;
  /** The kinds of things of which it leaves an entry. */
  readonly changes: readonly string[];
  /** What others are told of it. */
  readonly announces: readonly string[];
}

/** How each mutation is made to change something. A mutation without a case fails. */
const CASES: Readonly<Record<string, Case>> = {
  abandonContract: {
    input: async (api) => ({ contractId: await contractOf(api, await aMachine(api, OWN)), reason: 'Site closed' }),
    changes: ['Contract', 'Coverage'],
    announces: ['ContractAbandoned'],
  },
  announceEndOfSupport: {
    input: async () => ({ machineType: '7X06', on: '2031-12-31' }),
    changes: ['EndOfSupport'],
    announces: ['EndOfSupportAnnounced'],
  },
  applyInstalledBaseImport: {
    input: async (api) => ({ importId: await checkedMachines(api, 'APPLIED1') }),
    changes: ['InstalledBaseImport'],
    // The worker enters the machines, and tells of them under the same request.
    settled: (api, { importId }) => stateReached(api, importId as string, 'APPLIED'),
    announces: ['InstalledBaseImported'],
  },
  cancelInstalledBaseImport: {
    input: async (api) => ({ importId: await checkedMachines(api, 'CANCELLED1') }),
    changes: ['InstalledBaseImport'],
    announces: [],
  },
  cancelCatalogueImport: {
    // So long that it is still read when it is cancelled.
    input: async (api) => {
      const lines = Array.from({ length: 12_000 }, (_, n) => ({ partNumber: partNumber(n) }));
      return { importId: await startedImport(api, await catalogueWorkbook(lines), '2027-04-01') };
    },
    changes: ['CatalogueImport'],
    announces: [],
  },
  changePerson: {
    input: async (api) => {
      const { personId } = await api.as('ENTERPRISE_SALES');
      return { personId, disabled: true, reason: 'Has left' };
    },
    changes: ['Person', 'Session'],
    announces: [],
  },
  changeStartDate: {
    input: async (api) => {
      const machine = await aMachine(api, OWN);
      const documents = { deliveryNoteSerials: [machine.serial], warrantyCardDatedOn: '2026-10-01' };
      return { ...machine, requestedStartsOn: '2026-10-01', documents, reason: 'Delivered late' };
    },
    changes: ['StartDateChange', 'Warranty'],
    announces: ['StartDateChanged'],
  },
  createApiKey: {
    input: async () => ({ name: 'Of a test', role: 'ENTERPRISE_SALES' }),
    changes: ['ApiKey'],
    announces: [],
  },
  createPerson: {
    input: async () => ({ signInName: 'audited@example.com', displayName: 'Audited', role: 'ENTERPRISE_SALES' }),
    changes: ['Person', 'SetUpLink'],
    announces: [],
  },
  createSetUpLink: {
    input: async (api) => ({ personId: (await api.as('ENTERPRISE_SALES')).personId }),
    changes: ['SetUpLink'],
    announces: [],
  },
  endSessions: {
    input: async (api) => ({ personId: (await api.as('ENTERPRISE_SALES')).personId }),
    changes: ['Session'],
    announces: [],
  },
  importRegions: {
    input: async (api) => ({ uploadId: await api.upload(await readFile(join(SEED, 'regions-2026-10.xlsx'))) }),
    changes: ['RegionList'],
    announces: ['RegionsImported'],
  },
  judgeCatalogueImport: {
    input: async (api) => ({ importId: await importOf(api, '2027-05-01') }),
    changes: ['CatalogueImport'],
    announces: [],
  },
  orderServicePack: {
    input: async (api) => {
      const machine = await aMachine(api, OWN);
      return { ...machine, partNumber: await upgradeOf(api, machine) };
    },
    changes: ['ServicePack'],
    announces: ['ServicePackOrdered'],
  },
  publishCatalogue: {
    input: async (api) => ({ importId: await importOf(api, '2027-01-01') }),
    changes: ['CatalogueImport', 'CataloguePublication', 'EndOfSupport'],
    announces: ['CataloguePublished'],
  },
  recordMachine: {
    input: async () => ({ ...OWN, serial: 'AUDITED1', customer: 'Keizoku Bank' }),
    changes: ['Machine'],
    announces: ['MachineRecorded'],
  },
  recordMachines: {
    input: async () => {
      const warranty = { warrantyStartsOn: '2025-04-01', warrantyMonths: 36 };
      return { machines: [{ productNumber: '7Z73CTO1WW', serial: 'LISTED1', customer: 'Keizoku Bank', ...warranty }] };
    },
    changes: ['InstalledBaseImport'],
    // The worker checks and enters them, and tells of them under the same request.
    settled: async (api) => {
      const { recordMachines: again } = await api.ask<{ recordMachines: { id: string } }>(
        'mutation ($input: RecordMachinesInput!) { recordMachines(input: $input) { id } }',
        { input: await CASES.recordMachines?.input(api) },
      );
      await stateReached(api, again.id, 'APPLIED');
    },
    announces: ['InstalledBaseImported'],
  },
  registerServicePack: {
    input: async (api) => {
      const machine = await aMachine(api, OWN);
      return { ...machine, packSerial: await packOf(api, machine) };
    },
    changes: ['Contract'],
    announces: ['ContractRegistered'],
  },
  revokeApiKey: {
    input: async (api) => ({ apiKeyId: (await api.withKey({ role: 'ENTERPRISE_SALES' })).keyId, reason: 'Lost' }),
    changes: ['ApiKey'],
    announces: [],
  },
  rotateApiKey: {
    input: async (api) => ({ apiKeyId: (await api.withKey({ role: 'ENTERPRISE_SALES' })).keyId }),
    changes: ['ApiKey'],
    announces: [],
  },
  rollBackCatalogue: {
    input: async (api) => {
      await publishCatalogue(api, 'catalogue-2027-01.xlsx', '2027-02-01');
      return {};
    },
    changes: ['CataloguePublication'],
    announces: ['CatalogueRolledBack'],
  },
  setMachineTypeFamily: {
    input: async () => ({ machineType: '7X06', family: 'SYSTEM_X', reason: 'The label says so' }),
    changes: ['MachineType'],
    announces: ['MachineTypeFamilySet'],
  },
  setPremierEligibility: {
    input: async () => ({ machineType: '7X06', eligible: true, reason: 'Asked sales' }),
    changes: ['MachineType'],
    announces: ['PremierEligibilitySet'],
  },
  setMarketSettings: {
    input: async () => ({ effectiveOn: '2026-12-01', reinstatementFee: '30000', reason: 'Board decision' }),
    changes: ['MarketSettings'],
    announces: ['MarketSettingsSet'],
  },
  startInstalledBaseImport: {
    input: async (api) => ({
      uploadId: await api.upload(Buffer.from(`${MACHINE_HEADER}7Z73CTO1WW,STARTED1,Aoba,2025-04-01,36\n`)),
    }),
    changes: ['InstalledBaseImport'],
    announces: [],
  },
  startCatalogueImport: {
    input: async (api) => ({
      uploadId: await api.upload(await readFile(join(SEED, 'catalogue-2026-10.xlsx'))),
      effectiveOn: '2027-03-01',
    }),
    changes: ['CatalogueImport'],
    announces: [],
  },
};

interface StreamEntry {
  readonly operation: string;
  readonly actor: string;
  readonly entityKey: string;
  readonly after: { readonly state?: string } | null;
}

describe('the audit trail', () => {
  let api: TestApi;
  let owner: pg.Client;

  interface Kept {
    operation: string;
    actor: string;
    entity_type: string;
    reason: string | null;
    request_id: string | null;
    recorded_at: Date;
  }

  const entries = async (operation: string): Promise<Kept[]> =>
    (await owner.query<Kept>('SELECT * FROM audit_entry WHERE operation = $1', [operation])).rows;
  const announced = async (requestId: string): Promise<string[]> =>
    (await owner.query(`SELECT kind FROM outbox_message WHERE payload->>'requestId' = $1`, [requestId])).rows.map(
      ({ kind }) => kind as string,
    );

  /** Sends a mutation and answers its request id. */
  async function send(name: string, input: object): Promise<string> {
    const type = String(mutations.find((mutation) => mutation.name === name)?.args[0]?.type);
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...api.headers },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data, errors } = (await response.json()) as Answer;
    expect(errors).toBeUndefined();
    expect(data[name].__typename).not.toBe('Rejection');
    return response.headers.get('x-request-id') ?? 'none';
  }

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it.each(mutations.map(({ name }) => name))('%s leaves an entry; a repetition leaves none', async (name) => {
    const known = CASES[name];
    if (known === undefined)
      throw new Error(`${name} has no case: say how it changes something, and what it announces`);
    const input = { idempotencyKey: randomUUID(), ...(await known.input(api)) };
    const before = await entries(name);
    const requestId = await send(name, input);
    await known.settled?.(api, input);
    const after = await entries(name);
    const fresh = after.filter(({ request_id }) => request_id === requestId);
    expect([...new Set(fresh.map(({ entity_type }) => entity_type))].sort()).toEqual(known.changes);
    expect(after).toHaveLength(before.length + fresh.length);
    for (const entry of fresh) {
      expect(entry).toMatchObject({ actor: api.actor, recorded_at: api.clock.now() });
      expect(entry.reason).toBe('reason' in input ? input.reason : null);
    }
    expect(await announced(requestId)).toEqual(known.announces);
    const again = await send(name, input);
    expect(again).not.toBe(requestId);
    expect(await entries(name)).toHaveLength(after.length);
    expect(await announced(again)).toEqual([]);
  });

  it('has nothing of what was refused', async () => {
    const machine = await aMachine(api, OWN);
    const documents = { deliveryNoteSerials: ['OTHER'], warrantyCardDatedOn: '2026-10-01' };
    const before = (await entries('changeStartDate')).length;
    const { changeStartDate } = await api.ask<{ changeStartDate: { __typename: string } }>(
      'mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename } }',
      {
        input: {
          ...machine,
          idempotencyKey: randomUUID(),
          requestedStartsOn: '2026-10-01',
          documents,
          reason: 'No note',
        },
      },
    );
    expect(changeStartDate.__typename).toBe('Rejection');
    expect(await entries('changeStartDate')).toHaveLength(before);
  });

  it('refuses a change of which nothing is recorded', async () => {
    const database = new Database(api.loginUrl);
    try {
      const unsaid = database.write(operator, (tx) =>
        tx.rows(`INSERT INTO customer (id, name) VALUES (gen_random_uuid(), 'Unsaid')`),
      );
      await expect(unsaid).rejects.toThrow('changed customer and recorded no change');
      const { rowCount } = await owner.query(`SELECT 1 FROM customer WHERE name = 'Unsaid'`);
      expect(rowCount).toBe(0);
    } finally {
      await database.close();
    }
  });

  it.each(['keizoku_sales', 'keizoku_administrator'])('is required of %s by the database itself', async (role) => {
    const client = new pg.Client({ connectionString: api.loginUrl });
    await client.connect();
    try {
      await client.query(`BEGIN; SET LOCAL ROLE ${role}`);
      await client.query(`UPDATE machine SET version = version + 1`);
      await expect(client.query('COMMIT')).rejects.toThrow('machine was changed without an entry in the audit trail');
    } finally {
      await client.end();
    }
  });

  it.each([
    'UPDATE audit_entry SET actor = $$someone$$',
    'DELETE FROM audit_entry WHERE number = 1',
    'TRUNCATE audit_entry',
  ])('is only added to, even by its owner: %s', async (statement) => {
    await expect(owner.query(statement)).rejects.toThrow('audit_entry is only added to');
  });

  it('may be read and added to by the roles of the processes, and nothing else', async () => {
    const { rows } = await owner.query(
      `SELECT DISTINCT privilege_type FROM information_schema.role_table_grants
       WHERE table_name = 'audit_entry' AND grantee LIKE 'keizoku%' ORDER BY 1`,
    );
    expect(rows.map(({ privilege_type }) => privilege_type)).toEqual(['INSERT', 'SELECT']);
  });

  describe('is read', () => {
    const HISTORY = `history(first: 10) { totalCount nodes { number instant actor operation reason requestId entityType entityKey
      before after previousHash hash } }`;

    it('as the history of a machine, and of each contract', async () => {
      const machine = await aMachine(api, OWN);
      const contractId = await contractOf(api, machine);
      await api.ask('mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename } }', {
        input: { contractId, abandonedOn: '2026-11-01', reason: 'Site closed' },
      });
      const answer = await api.ask<Answer>(
        `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) {
          ${HISTORY} contracts { nodes { ${HISTORY} } } } }`,
        machine,
      );
      const { nodes, totalCount } = answer.machine.history;
      expect(totalCount).toBe(5);
      expect(nodes.map((entry: Answer) => `${entry.number} ${entry.operation} ${entry.entityType}`)).toEqual([
        '1 recordMachine Machine',
        '2 orderServicePack ServicePack',
        '3 registerServicePack Contract',
        '4 abandonContract Coverage',
        '5 abandonContract Contract',
      ]);
      expect(nodes[0].previousHash).toBe('0'.repeat(64));
      expect(nodes[1].previousHash).toBe(nodes[0].hash);
      expect(nodes[4]).toMatchObject({
        instant: api.clock.now().toISOString(),
        actor: api.actor,
        reason: 'Site closed',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        entityKey: contractId,
        before: { startsOn: '2026-09-01', endsOn: '2030-08-31' },
        after: { startsOn: '2026-09-01', endsOn: '2026-11-01', abandonedOn: '2026-11-01' },
      });
      expect(answer.machine.contracts.nodes[0].history.nodes).toEqual(nodes.slice(1));
    });

    it('page by page, also with the answer of a mutation', async () => {
      const machine = await aMachine(api, OWN);
      const packSerial = await packOf(api, machine);
      const { registerServicePack } = await api.ask<Answer>(
        `mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) { ... on Contract {
          history(last: 1) { nodes { operation } pageInfo { hasPreviousPage startCursor } } } } }`,
        { input: { ...machine, packSerial } },
      );
      expect(registerServicePack.history).toMatchObject({
        nodes: [{ operation: 'registerServicePack' }],
        pageInfo: { hasPreviousPage: true },
      });
      const paged = async (after: string | null): Promise<Answer> =>
        (
          await api.ask<Answer>(
            `query ($machineType: String!, $serial: String!, $after: String) { machine(machineType: $machineType, serial: $serial) {
              history(first: 2, after: $after) { nodes { number } pageInfo { endCursor hasNextPage } } } }`,
            { ...machine, after },
          )
        ).machine.history;
      const first = await paged(null);
      expect(first.nodes).toEqual([{ number: 1 }, { number: 2 }]);
      const second = await paged(first.pageInfo.endCursor);
      expect(second).toMatchObject({ nodes: [{ number: 3 }], pageInfo: { hasNextPage: false } });
    });

    it('as streams, where it belongs to no machine', async () => {
      const { auditEntries } = await api.ask<{ auditEntries: { totalCount: number; nodes: StreamEntry[] } }>(
        '{ auditEntries(stream: CATALOGUE_IMPORT, first: 100) { totalCount nodes { operation actor after entityKey } } }',
      );
      expect(auditEntries.totalCount).toBeGreaterThan(3);
      // Imports of one instant come in no order among themselves.
      const published = auditEntries.nodes.find(({ after }) => after?.state === 'DRAFT');
      const ofOne = auditEntries.nodes.filter(({ entityKey }) => entityKey === published?.entityKey);
      expect(ofOne.slice(0, 3)).toMatchObject([
        { operation: 'startCatalogueImport', actor: api.actor, after: { state: 'WAITING' } },
        { operation: 'readCatalogueImport', actor: 'worker', after: { state: 'READING' } },
        { operation: 'readCatalogueImport', actor: 'worker', after: { state: 'DRAFT' } },
      ]);
    });

    it('wherever a query comes upon a machine or a contract', async () => {
      const machine = await aMachine(api, { ...OWN, customer: 'Reached' });
      await contractOf(api, machine);
      const history = 'history { nodes { operation } }';
      const answer = await api.ask<Answer>(
        `query ($machineType: String!, $serial: String!) {
          renewals(where: { endingFrom: "2026-01-01", endingTo: "2035-12-31" }) { nodes { machine { serial ${history} } } }
          machine(machineType: $machineType, serial: $serial) {
            coverage { timeline { contract { ${history} } } }
            contracts { nodes { previous { ${history} } machine { ${history} } } } } }`,
        machine,
      );
      const operations = ({ history: { nodes } }: Answer): string[] => nodes.map(({ operation }: Answer) => operation);
      const whole = ['recordMachine', 'orderServicePack', 'registerServicePack'];
      const renewed = answer.renewals.nodes.map(({ machine: found }: Answer) => found);
      expect(operations(renewed.find(({ serial }: Answer) => serial === machine.serial))).toEqual(whole);
      expect(operations(answer.machine.contracts.nodes[0].machine)).toEqual(whole);
      expect(operations(answer.machine.coverage.timeline[1].contract)).toEqual(whole.slice(1));
    });
  });

  describe('is verified by a command', () => {
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'keizoku-audit-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    /** Runs it on the database of the test; answers its exit code and what it said. */
    const run = (command: string): Promise<{ code: number; said: string }> => {
      const env = { ...process.env, DATABASE_URL: api.ownerUrl, AUDIT_FOLDER: folder };
      return new Promise((resolve) =>
        execFile(process.execPath, [AUDIT, command], { env }, (problem, stdout, stderr) =>
          resolve({ code: Number(problem?.code ?? 0), said: stdout + stderr }),
        ),
      );
    };

    it('that says all is well, or what is not, and where', async () => {
      const machine = await aMachine(api, OWN);
      expect(await run('anchor')).toMatchObject({ code: 0, said: expect.stringContaining('Anchored: ') });
      expect(await run('verify')).toMatchObject({ code: 0, said: expect.stringContaining('is as it was written') });
      const { rows } = await owner.query('SELECT id FROM machine WHERE machine_type = $1 AND serial = $2', [
        machine.machineType,
        machine.serial,
      ]);
      await owner.query('ALTER TABLE audit_entry DISABLE TRIGGER ALL');
      await owner.query('DELETE FROM audit_entry WHERE key = $1', [rows[0].id]);
      await owner.query('ALTER TABLE audit_entry ENABLE TRIGGER ALL');
      const { code, said } = await run('verify');
      expect(code).toBe(1);
      expect(said).toContain(`machine ${rows[0].id}, number 1: was anchored at`);
      expect(said).toContain('THE AUDIT TRAIL IS NOT AS IT WAS WRITTEN; places: 1');
    });

    it('that knows two things to do, and says so', async () => {
      expect(await run('mend')).toMatchObject({
        code: 2,
        said: expect.stringContaining('usage: npm run audit:verify'),
      });
    });
  });
});
