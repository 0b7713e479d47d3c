import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { buildSchema, getNamedType, isInputObjectType, isObjectType } from 'graphql';

import {
  aMachine,
  judged,
  type MachineKey,
  orderedPack,
  orderPack,
  REGISTER,
  registerPack,
} from './support/builders.ts';
import { importRead, SEED, startTestApi, type TestApi } from './support/start-test-api.ts';

const RECORD = 'mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { __typename } }';
const ORDER = 'mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) { __typename } }';

const SCHEMA = join(import.meta.dirname, '..', 'apps', 'api', 'src', 'schema.graphql');

/** Where an instant is asked for, and a request that gives one. */
const INSTANTS: Readonly<Record<string, string>> = {
  'Contract.findings(knownAt)':
    '{ machine(machineType: "7Z73", serial: "COVERED1") { contracts { nodes { findings(knownAt: $instant) { rule } } } } }',
  'Machine.coverage(knownAt)': '{ machines(first: 1) { nodes { coverage(knownAt: $instant) { on } } } }',
  'Query.serviceOffering(knownAt)': '{ serviceOffering(partNumber: "5WS9Z00155", knownAt: $instant) { partNumber } }',
  'Query.serviceOfferings(knownAt)': '{ serviceOfferings(knownAt: $instant) { totalCount } }',
};

/** Every place of the schema that takes an instant. */
async function placesOfInstants(): Promise<string[]> {
  const types = Object.values(buildSchema(await readFile(SCHEMA, 'utf8')).getTypeMap());
  const takesInstant = (taken: { readonly type: Parameters<typeof getNamedType>[0] }): boolean =>
    getNamedType(taken.type)?.name === 'DateTime';
  return types.flatMap((type) => {
    if (isInputObjectType(type))
      return Object.values(type.getFields()).flatMap((field) =>
        takesInstant(field) ? [`${type.name}.${field.name}`] : [],
      );
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.filter(takesInstant).map((argument) => `${type.name}.${name}(${argument.name})`),
    );
  });
}

/** A workbook that is sound, but holds something else. */
async function workbookWith(rows: string[][]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Sheet1').addRows(rows);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A machine with one contract. */
async function registerOnCovered(api: TestApi): Promise<void> {
  const warranty = { shippedOn: '2026-05-01', warrantyStartsOn: '2026-05-11', warrantyMonths: 12 };
  const covered = await aMachine(api, { productNumber: '7Z73CTO1WW', serial: 'COVERED1', ...warranty });
  const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 36 };
  const { offering } = await judged(api, covered, wanted, { on: '2026-10-20' });
  await registerPack(api, covered, await orderedPack(api, covered, offering.partNumber, '2026-10-20'));
}

describe('what the API says to a wrong request', () => {
  let api: TestApi;
  let machine: MachineKey;

  /** How much there is of everything a request could change. */
  async function everything(): Promise<object> {
    return api.ask(`{ machines { totalCount } serviceOfferings { totalCount } }`);
  }

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    machine = await aMachine(api);
    await registerOnCovered(api);
  });
  afterAll(() => api.close());

  it.each([
    { text: '7X06CTO1W', reason: 'LENGTH', says: '9 characters' },
    { text: '7X0', reason: 'LENGTH', says: '3 characters' },
    { text: '', reason: 'EMPTY', says: 'nothing is left' },
    { text: ' - ', reason: 'EMPTY', says: 'nothing is left' },
    { text: '7X06/CTO1', reason: 'CHARACTERS', says: 'letters and digits' },
    { text: '製品番号', reason: 'CHARACTERS', says: 'letters and digits' },
  ])('a product number that is none: "$text"', async ({ text, reason, says }) => {
    const problem = await api.problem(
      'query ($text: String!) { serviceOfferings(productNumber: $text) { totalCount } }',
      { text },
    );
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'productNumber', reason });
    expect(problem.message).toContain(says);
  });

  it('a product number nobody knows: nothing found, and what was looked for', async () => {
    const answer = await api.ask(
      '{ serviceOfferings(productNumber: "7X0Q-CTO1WW") { totalCount nodes { partNumber } lookedFor { productNumber machineTypeKnown suggestion message } } }',
    );
    expect(answer).toMatchObject({
      serviceOfferings: {
        totalCount: 0,
        nodes: [],
        lookedFor: { productNumber: '7X0QCTO1WW', machineTypeKnown: false, suggestion: '7X01' },
      },
    });
  });

  it.each([
    { file: 'empty', content: new Uint8Array(), status: 400, code: 'EMPTY_FILE' },
    {
      file: 'a web page that is called .xlsx',
      content: new TextEncoder().encode('<table><tr><td>製品番号</td></tr></table>'),
      status: 415,
      code: 'NOT_XLSX',
    },
    { file: 'protected by a password', content: encrypted(), status: 415, code: 'XLSX_ENCRYPTED' },
    { file: 'larger than a list is', content: new Uint8Array(33 * 1024 * 1024), status: 413, code: 'FILE_TOO_LARGE' },
  ])('a file that is $file', async ({ content, status, code }) => {
    const response = await api.sendFile(content);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, message: expect.stringMatching(/\w{3,} .{10,}/) } });
  });

  it('a workbook that is broken', async () => {
    const whole = await readFile(join(SEED, 'catalogue-2026-10.xlsx'));
    const response = await api.sendFile(whole.subarray(0, whole.length / 2));
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ error: { code: 'ZIP_CORRUPT' } });
  });

  it('a workbook that holds no catalogue: the import fails, says why, and nothing is changed', async () => {
    const before = await everything();
    const uploadId = await api.upload(
      await workbookWith([
        ['Name', 'Colour'],
        ['Chair', 'red'],
      ]),
    );
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(
      'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }',
      { input: { uploadId } },
    );
    const read = await importRead(api, startCatalogueImport.id);
    expect(read).toMatchObject({ state: 'FAILED', problem: { code: 'HDR_NOT_FOUND' }, version: null });
    const published = await api.problem(
      'mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { __typename } }',
      {
        input: { importId: startCatalogueImport.id },
      },
    );
    expect(published.extensions.code).toBe('CONFLICT');
    expect(await everything()).toEqual(before);
  });

  it('a workbook that holds no regions', async () => {
    const uploadId = await api.upload(await workbookWith([['Name'], ['Chair']]));
    const problem = await api.problem(
      'mutation ($input: ImportRegionsInput!) { importRegions(input: $input) { number } }',
      { input: { uploadId } },
    );
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.uploadId' });
  });

  it.each(['2024-02-30', '2023-02-29', '2024-13-01', '0000-01-01', '9999-12-31', '20240101', 'yesterday', ''])(
    'a day that does not exist: "%s"',
    async (on) => {
      const query =
        'query ($on: LocalDate) { machine(machineType: "7X06", serial: "T0000001") { coverage(on: $on) { covered } } }';
      const byVariable = await api.problem(query, { on });
      expect(byVariable.extensions.code).toBe('BAD_USER_INPUT');
      expect(byVariable.message).toContain(JSON.stringify(on));
      const literally = await api.problem(
        query.replace('query ($on: LocalDate) ', '').replace('$on', JSON.stringify(on)),
      );
      expect(literally.extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  it.each([
    { what: 'neither months nor an end', input: { warrantyMonths: null }, argument: 'input.warrantyMonths' },
    { what: 'months and an end', input: { warrantyEndsOn: '2028-02-17' }, argument: 'input.warrantyMonths' },
    {
      what: 'an end before its start',
      input: { warrantyMonths: null, warrantyEndsOn: '2025-02-17' },
      argument: 'input.warrantyEndsOn',
    },
    { what: 'no product number', input: { productNumber: null }, argument: 'input.machineType' },
    {
      what: 'a machine type the catalogue does not know',
      input: { productNumber: '7X07CTO1WW' },
      argument: 'input.productNumber',
    },
    { what: 'a serial that is none', input: { serial: '??' }, argument: 'input.serial' },
    { what: 'a country that is none', input: { country: 'Japan' }, argument: 'input.country' },
    {
      what: 'a municipality code with a wrong check digit',
      input: { site: { municipalityCode: '131017' } },
      argument: 'input.site.municipalityCode',
    },
    { what: 'a postal code that is none', input: { site: { postalCode: '100' } }, argument: 'input.site.postalCode' },
  ])('a machine with $what', async ({ input, argument }) => {
    const before = await everything();
    const whole = {
      productNumber: '7X06CTO1WW',
      serial: 'BAD0001',
      warrantyStartsOn: '2025-02-18',
      warrantyMonths: 36,
      ...input,
    };
    const problem = await api.problem(RECORD, { input: whole });
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(await everything()).toEqual(before);
  });

  it('a serial that was never recorded', async () => {
    const unknown = { machineType: '7X06', serial: 'NEVER' };
    const asked = await api.send<{ machine: null }>('{ machine(machineType: "7X06", serial: "NEVER") { serial } }');
    expect(asked).toMatchObject({ data: { machine: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    const ordered = await api.problem(ORDER, { input: { ...unknown, partNumber: '5WS9Z00140' } });
    expect(ordered.extensions).toMatchObject({ code: 'NOT_FOUND', serial: 'NEVER' });
  });

  it.each([
    { what: 'no catalogue has', partNumber: '5WS9Z99999', code: 'NOT_FOUND' },
    { what: 'is sold for other machines only', partNumber: '5WS9Z00001', code: 'BAD_USER_INPUT' },
  ])('an order of an offering that $what', async ({ partNumber, code }) => {
    const problem = await api.problem(ORDER, { input: { ...machine, partNumber } });
    expect(problem.extensions.code).toBe(code);
    expect(problem.message).toContain(partNumber);
  });

  it('an order for a day that has not come', async () => {
    const problem = await api.problem(ORDER, {
      input: { ...machine, partNumber: '5WS9Z00140', orderedOn: '2026-11-03' },
    });
    expect(problem.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'input.orderedOn',
      today: '2026-11-02',
    });
  });

  it('a term the catalogue does not have: refused as data, with the term it has', async () => {
    const lapsed = await aMachine(api, {
      productNumber: '7Y51CTO1WW',
      warrantyStartsOn: '2023-11-01',
      warrantyMonths: 36,
    });
    const { offering } = await judged(api, lapsed, { kind: 'RENEWAL', serviceLevel: 'NBD_9X5', termMonths: 12 });
    const answer = await orderPack(api, lapsed, offering.partNumber, { requestedMonths: 3 });
    expect(answer).toMatchObject({ __typename: 'Rejection', decision: { verdict: 'REFUSED' } });
    const rules = answer.__typename === 'Rejection' ? answer.decision.findings.map(({ rule }) => rule) : [];
    expect(rules).toContain('OFFER_NOMONTHS');
  });

  it('a pack of another machine and a pack that does not exist are answered alike', async () => {
    const other = await aMachine(api);
    const { offering } = await judged(api, other, {
      kind: 'WARRANTY_UPGRADE',
      serviceLevel: 'FULL_24X7',
      termMonths: 60,
    });
    const order = await orderPack(api, other, offering.partNumber);
    const packSerial = order.__typename === 'ServicePack' ? order.serial : '';
    const foreign = await api.problem(REGISTER, { input: { ...machine, packSerial } });
    const unknown = await api.problem(REGISTER, { input: { ...machine, packSerial: 'SP000000000000' } });
    expect(foreign.extensions.code).toBe('NOT_FOUND');
    expect(foreign.message.replace(packSerial, '…')).toBe(unknown.message.replace('SP000000000000', '…'));
  });

  it.each([
    { what: 'no GraphQL', query: '{ machine(', status: 400 },
    { what: 'a field that does not exist', query: '{ nothing }', status: 400 },
    { what: 'an argument that is missing', query: '{ machine(machineType: "7X06") { serial } }', status: 400 },
    { what: 'thousands of words', query: `{ ${'a: __typename '.repeat(2000)} }`, status: 400 },
  ])('a query that is $what', async ({ query, status }) => {
    const answer = await api.send(query);
    expect(answer.status).toBe(status);
    expect(answer.errors?.[0]?.extensions.code).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
  });

  it.each([
    { args: 'first: 0', argument: 'first' },
    { args: 'first: 101', argument: 'first' },
    { args: 'first: 5, last: 5', argument: 'last' },
    { args: 'after: "nonsense"', argument: 'after' },
    { args: 'where: { listPrice: { from: "1.5" } }', argument: 'where.listPrice.from' },
  ])('a page that cannot be: $args', async ({ args, argument }) => {
    const problem = await api.problem(`{ serviceOfferings(${args}) { totalCount } }`);
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('every place that takes an instant is tried', async () => {
    expect(Object.keys(INSTANTS).sort()).toEqual((await placesOfInstants()).sort());
  });

  it.each(
    Object.entries(INSTANTS).flatMap(([place, query]) =>
      ['yesterday', '', '2026-13-01T00:00:00Z'].map((text) => ({ place, query, text })),
    ),
  )('an instant that is none: "$text" at $place', async ({ query, text }) => {
    const said = { code: 'BAD_USER_INPUT', argument: 'knownAt' };
    const problem = await api.problem(`query ($instant: DateTime) ${query}`, { instant: text });
    expect(problem.extensions).toMatchObject(said);
    const literal = await api.problem(query.replace('$instant', JSON.stringify(text)));
    expect(literal.extensions).toMatchObject(said);
  });

  it('a key used again for another request', async () => {
    const input = {
      productNumber: '7X06CTO1WW',
      serial: 'KEY00001',
      warrantyStartsOn: '2025-02-18',
      warrantyMonths: 36,
      idempotencyKey: 'used',
    };
    await api.ask(RECORD, { input });
    expect(await api.ask(RECORD, { input })).toEqual({ recordMachine: { __typename: 'Machine' } });
    const problem = await api.problem(RECORD, { input: { ...input, serial: 'KEY00002' } });
    expect(problem.extensions).toMatchObject({ code: 'CONFLICT', reason: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

/** The beginning of a file that Office has encrypted: a compound file with the entry `EncryptedPackage`. */
function encrypted(): Uint8Array {
  const file = new Uint8Array(4096);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  file.set(Buffer.from('EncryptedPackage', 'utf16le'), 1024);
  return file;
}
