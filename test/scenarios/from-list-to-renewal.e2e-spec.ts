import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { eligibleServices, judged, orderPack, orderedPack, registerPack, REGISTER } from '../support/builders.ts';
import { importRead, SEED, startTestApi, type TestApi } from '../support/start-test-api.ts';

// One machine's life, step by step: each step stands on the one before it.
const machine = { machineType: '7X06', serial: 'J1000001' };
const upgrade = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7_4H', termMonths: 60 };
const renewal = { kind: 'RENEWAL', serviceLevel: 'FULL_24X7_4H', termMonths: 12 };

describe('from a list in Excel to a renewal', () => {
  let api: TestApi;
  let importId: string;
  let packSerial: string;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02' });
  });
  afterAll(() => api.close());

  describe('1. a real workbook goes in', () => {
    it('is taken in as a file, then read in the background into a draft', async () => {
      const uploadId = await api.upload(await readFile(join(SEED, 'catalogue-2026-10.xlsx')));
      const input = { uploadId, effectiveOn: '2026-10-01' };
      const start =
        'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id state } }';
      const first = await api.ask<{ startCatalogueImport: { id: string } }>(start, { input });
      importId = first.startCatalogueImport.id;
      const read = await importRead(api, importId);
      expect(read).toMatchObject({
        state: 'DRAFT',
        problem: null,
        version: { offeringCount: 2127, effectiveOn: null },
      });
      const again = await api.ask<{ startCatalogueImport: { id: string } }>(start, { input });
      expect(again.startCatalogueImport.id).toBe(importId);
    });

    it('reports each bad row by sheet, row, column and reason', async () => {
      const { issues } = await importRead(api, importId);
      const errors = issues.filter(({ severity }) => severity === 'ERROR');
      expect(new Set(errors.map(({ sheet }) => sheet))).toEqual(new Set(['ThinkSystem ラック・タワー']));
      expect([...new Set(errors.map(({ row }) => row))].sort()).toEqual([
        1199, 1200, 1201, 1202, 1203, 1204, 1205, 1206,
      ]);
      expect(errors.find(({ row }) => row === 1200)).toMatchObject({ column: 'M', value: '2024年2月30日' });
      for (const { message } of errors) expect(message.length).toBeGreaterThan(20);
    });

    it('is not the catalogue before it is published, and is after', async () => {
      const search = '{ serviceOfferings(productNumber: "7X06") { totalCount } }';
      expect(await api.ask(search)).toEqual({ serviceOfferings: { totalCount: 0 } });
      const publish =
        'mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { ... on CatalogueVersion { effectiveOn offeringCount } } }';
      expect(await api.ask(publish, { input: { importId } })).toEqual({
        publishCatalogue: { effectiveOn: '2026-10-01', offeringCount: 2127 },
      });
      expect(await api.ask(search)).toEqual({ serviceOfferings: { totalCount: 59 } });
      expect(await api.problem(publish, { input: { importId } })).toMatchObject({ extensions: { code: 'CONFLICT' } });
    });

    it('takes the regions in likewise', async () => {
      const uploadId = await api.upload(await readFile(join(SEED, 'regions-2026-10.xlsx')));
      const answer = await api.ask(
        'mutation ($input: ImportRegionsInput!) { importRegions(input: $input) { municipalityCount machineTypeCount listDate } }',
        { input: { uploadId } },
      );
      expect(answer).toEqual({
        importRegions: { municipalityCount: 1918, machineTypeCount: 40, listDate: '2026-10-01' },
      });
    });
  });

  describe('2. a product number finds its services', () => {
    it.each([
      { text: '7X06CTO1WW', productNumber: '7X06CTO1WW', totalCount: 58 },
      { text: '7x06-cto1ww', productNumber: '7X06CTO1WW', totalCount: 58 },
      { text: '７Ｘ０６ ＣＴＯ１ＷＷ', productNumber: '7X06CTO1WW', totalCount: 58 },
      { text: '7X06A0B6JP', productNumber: '7X06A0B6JP', totalCount: 59 },
      { text: '7X06', productNumber: '7X06', totalCount: 59 },
      { text: '8871AC1', productNumber: '8871AC1', totalCount: 58 },
      { text: '７Ｘ０６ＣＴＯ１ＷＷＪ', productNumber: '7X06CTO1WWJ', totalCount: 58 },
    ])('$text → $productNumber', async ({ text, productNumber, totalCount }) => {
      const search =
        'query ($text: String!) { serviceOfferings(productNumber: $text) { totalCount lookedFor { productNumber } } }';
      expect(await api.ask(search, { text })).toEqual({
        serviceOfferings: { totalCount, lookedFor: { productNumber } },
      });
    });

    it("names a model's own offerings before the type-wide ones", async () => {
      const search =
        '{ serviceOfferings(productNumber: "7X06A0B6JP", first: 2) { nodes { appliesTo { machineType model } } } }';
      const { serviceOfferings } = await api.ask<{ serviceOfferings: { nodes: object[] } }>(search);
      expect(serviceOfferings.nodes).toEqual([
        { appliesTo: [{ machineType: '7X06', model: 'A0B6JP' }] },
        { appliesTo: [{ machineType: '7X06', model: null }] },
      ]);
    });
  });

  describe('3. a machine is recorded', () => {
    const record = `mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { ... on Machine {
      productNumber customer { name } reseller { name } site { prefecture municipality } warranty { serviceLevel period { startsOn endsOn } } } } }`;
    const input = {
      productNumber: '7x06-cto1ww',
      serial: machine.serial,
      shippedOn: '2021-06-01',
      warrantyStartsOn: '2021-06-10',
      warrantyMonths: 36,
      customer: '青葉製作所',
      reseller: '見本販売店A',
      site: { municipalityCode: '131016' },
    };

    it('with its warranty, site, customer and reseller', async () => {
      expect(await api.ask(record, { input })).toEqual({
        recordMachine: {
          productNumber: '7X06CTO1WW',
          customer: { name: '青葉製作所' },
          reseller: { name: '見本販売店A' },
          site: { prefecture: '東京都', municipality: '千代田区' },
          warranty: { serviceLevel: 'NBD_9X5', period: { startsOn: '2021-06-10', endsOn: '2024-06-09' } },
        },
      });
    });

    it('once: the second time is a CONFLICT that says where it stands', async () => {
      const problem = await api.problem(record, { input: { ...input, customer: 'Somebody else' } });
      expect(problem.extensions.code).toBe('CONFLICT');
      expect(problem.message).toContain('東京都千代田区');
      const customers = await api.ask('{ machine(machineType: "7X06", serial: "J1000001") { customer { name } } }');
      expect(customers).toEqual({ machine: { customer: { name: '青葉製作所' } } });
    });
  });

  describe('4. an upgrade is judged with its reasons', () => {
    it('in warranty, at a place on the list: it starts with the warranty, however late it is bought', async () => {
      const { decision } = await judged(api, machine, upgrade, { on: '2023-02-15' });
      expect(decision.verdict).toBe('ELIGIBLE');
      expect(decision.period).toEqual({ startsOn: '2021-06-10', endsOn: '2026-06-09' });
      expect(decision.findings.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining(['NEW_START_LATER', 'REG_CHECK']),
      );
    });

    it('off the list: it needs an approval, and a lower level is the nearest yes', async () => {
      const { decision } = await judged(api, machine, upgrade, {
        on: '2023-02-15',
        site: { prefecture: '沖縄県', municipality: '与那国町' },
      });
      expect(decision.verdict).toBe('NEEDS_APPROVAL');
      expect(decision.findings.map(({ rule }) => rule)).toContain('REG_OUT');
      const remedies = decision.remedies.filter(({ action }) => action === 'CHOOSE_OFFERING');
      const named = await eligibleServices(api, machine, {
        on: '2023-02-15',
        site: { prefecture: '沖縄県', municipality: '与那国町' },
      });
      expect(remedies.length).toBeGreaterThan(0);
      for (const { offering } of remedies) {
        expect(named.find((service) => service.offering.partNumber === offering?.partNumber)?.decision.verdict).toBe(
          'ELIGIBLE',
        );
      }
    });

    it('after the warranty: refused with every reason and its clause, and the renewal is the nearest yes', async () => {
      const { decision } = await judged(api, machine, upgrade, { on: '2024-06-10' });
      expect(decision.verdict).toBe('REFUSED');
      expect(decision.findings.filter(({ effect }) => effect === 'REFUSE').map(({ rule }) => rule)).toEqual([
        'NEW_INWARRANTY',
        'NEW_NOCONTRACT_AFTER',
      ]);
      for (const { clause } of decision.findings)
        expect([clause.document, clause.locator, clause.text].every(Boolean)).toBe(true);
      expect(decision.remedies[0]).toMatchObject({
        action: 'CHOOSE_OFFERING',
        period: { startsOn: '2024-06-10', endsOn: '2025-06-09' },
      });
    });
  });

  describe('5. a pack is ordered and registered', () => {
    it('is ordered: it has a serial of its own, and 5 to 8 business days until it is there', async () => {
      const { offering } = await judged(api, machine, upgrade, { on: '2023-02-15' });
      const answer = await orderPack(api, machine, offering.partNumber, {
        orderedOn: '2023-02-15',
        idempotencyKey: 'order-1',
      });
      expect(answer).toMatchObject({
        __typename: 'ServicePack',
        state: 'ORDERED',
        deliveryWindow: { startsOn: '2023-02-22', endsOn: '2023-02-28' },
      });
      packSerial = answer.__typename === 'ServicePack' ? answer.serial : '';
      expect(
        await orderPack(api, machine, offering.partNumber, { orderedOn: '2023-02-15', idempotencyKey: 'order-1' }),
      ).toEqual(answer);
    });

    it('is registered once: the contract covers what the policy says', async () => {
      const contract = await registerPack(api, machine, packSerial, { registeredOn: '2023-03-01' });
      expect(contract).toMatchObject({
        __typename: 'Contract',
        packSerial,
        status: 'EXPIRED',
        period: { startsOn: '2021-06-10', endsOn: '2026-06-09' },
      });
      const again = await api.problem(REGISTER, { input: { ...machine, packSerial, registeredOn: '2023-03-01' } });
      expect(again.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PACK_REGISTERED' });
    });

    it('says where the pack stands on any day: nothing is in force before it is registered', async () => {
      const { offering } = await judged(api, machine, upgrade, { on: '2023-02-15' });
      const query = `mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) { ... on ServicePack {
        serial before: state(on: "2023-02-14") ordered: state(on: "2023-02-28") registered: state(on: "2023-03-01")
        lastDay: state(on: "2026-06-09") after: state(on: "2026-06-10") } } }`;
      const input = {
        ...machine,
        partNumber: offering.partNumber,
        orderedOn: '2023-02-15',
        idempotencyKey: 'order-1',
      };
      expect(await api.ask(query, { input })).toEqual({
        orderServicePack: {
          serial: packSerial,
          before: null,
          ordered: 'ORDERED',
          registered: 'ACTIVE',
          lastDay: 'ACTIVE',
          after: 'EXPIRED',
        },
      });
    });

    it.each([
      { on: '2021-06-09', covered: false, layers: [] },
      { on: '2021-06-10', covered: true, layers: ['BASE_WARRANTY', 'SERVICE'] },
      { on: '2024-06-10', covered: true, layers: ['SERVICE'] },
      { on: '2026-06-09', covered: true, layers: ['SERVICE'] },
      { on: '2026-06-10', covered: false, layers: [] },
    ])('shows in the coverage on $on', async ({ on, covered, layers }) => {
      const query = `query ($on: LocalDate) { machine(machineType: "7X06", serial: "J1000001") { coverage(on: $on) {
        covered coveredUntil periods { layer } lapses { startsOn endsOn } } } }`;
      const { machine: found } = await api.ask<{ machine: { coverage: object } }>(query, { on });
      expect(found.coverage).toMatchObject({
        covered,
        coveredUntil: '2026-06-09',
        periods: layers.map((layer) => ({ layer })),
        lapses: on === '2026-06-10' ? [{ startsOn: '2026-06-10', endsOn: '2026-06-10' }] : [],
      });
    });
  });

  describe('6. its renewal is judged with the right start day', () => {
    it.each([
      { on: '2026-06-09', day: 0, rule: 'REN_BUY_IN_TERM', fee: false, verdict: 'ELIGIBLE' },
      { on: '2026-06-10', day: 1, rule: 'REN_BACKDATE', fee: false, verdict: 'ELIGIBLE' },
      { on: '2026-09-07', day: 90, rule: 'REN_BACKDATE', fee: false, verdict: 'ELIGIBLE' },
      { on: '2026-09-08', day: 91, rule: 'REN_BACKDATE', fee: true, verdict: 'NEEDS_APPROVAL' },
    ])('on day $day it starts the day after the end; fee: $fee', async ({ on, rule, fee, verdict }) => {
      const { decision } = await judged(api, machine, renewal, { on });
      expect(decision.period).toEqual({ startsOn: '2026-06-10', endsOn: '2027-06-09' });
      const rules = decision.findings.map((finding) => finding.rule);
      expect(rules).toContain(rule);
      expect(rules.includes('REN_FEE_90')).toBe(fee);
      expect(decision.charges.some(({ kind, price }) => kind === 'REINSTATEMENT_FEE' && price === null)).toBe(fee);
      expect(decision.verdict).toBe(verdict);
    });

    it('is registered late and backdated; the timeline has no gap', async () => {
      const { offering } = await judged(api, machine, renewal, { on: '2026-09-07' });
      const serial = await orderedPack(api, machine, offering.partNumber, '2026-09-07');
      const contract = await registerPack(api, machine, serial, { registeredOn: '2026-09-18' });
      expect(contract).toMatchObject({ status: 'ACTIVE', period: { startsOn: '2026-06-10', endsOn: '2027-06-09' } });
      const query = `{ machine(machineType: "7X06", serial: "J1000001") {
        coverage { coveredUntil lapses { startsOn } timeline { layer period { startsOn endsOn } contract { packSerial } } }
        contracts { totalCount nodes { packSerial status previous { packSerial } decision { findings { rule } } } } } }`;
      const { machine: found } = await api.ask<{ machine: { coverage: object; contracts: { nodes: object[] } } }>(
        query,
      );
      expect(found.coverage).toEqual({
        coveredUntil: '2027-06-09',
        lapses: [],
        timeline: [
          { layer: 'BASE_WARRANTY', period: { startsOn: '2021-06-10', endsOn: '2024-06-09' }, contract: null },
          { layer: 'SERVICE', period: { startsOn: '2021-06-10', endsOn: '2026-06-09' }, contract: { packSerial } },
          {
            layer: 'SERVICE',
            period: { startsOn: '2026-06-10', endsOn: '2027-06-09' },
            contract: { packSerial: serial },
          },
        ],
      });
      expect(found.contracts).toMatchObject({
        totalCount: 2,
        nodes: [
          { status: 'EXPIRED', previous: null },
          { status: 'ACTIVE', previous: { packSerial } },
        ],
      });
    });
  });
});
