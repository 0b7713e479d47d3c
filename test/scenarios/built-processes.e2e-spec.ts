import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exampleQueries } from '../../apps/api/src/example-queries.ts';
import { ApiClient } from '../support/api-client.ts';
import { aMachine, judged, orderedPack, registerPack } from '../support/builders.ts';
import { RunningProcesses } from '../support/start-processes.ts';
import { importRead, SEED } from '../support/start-test-api.ts';

describe('the processes that npm start runs', () => {
  let dataFolder: string;
  let running: RunningProcesses;

  beforeAll(async () => {
    dataFolder = join(await mkdtemp(join(tmpdir(), 'keizoku test ')), 'data');
    running = await RunningProcesses.start({ DATA_FOLDER: dataFolder });
  }, 90_000);
  afterAll(async () => {
    await running.end('SIGTERM');
    await rm(join(dataFolder, '..'), { recursive: true, force: true });
  }, 30_000);

  it('have the sample data, each list once', async () => {
    expect(await running.api.ask('{ machines { totalCount } serviceOfferings { totalCount } }')).toEqual({
      machines: { totalCount: 2000 },
      serviceOfferings: { totalCount: 2127 },
    });
  });

  it('let their owner in by the printed key and link, and nobody else', async () => {
    const { api, printed } = running;
    const command = printed()
      .split('\n')
      .find((line) => line.startsWith('curl '));
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command ?? '']);
    expect(JSON.parse(stdout)).toMatchObject({ data: { serviceOfferings: { nodes: expect.any(Array) } } });
    expect((await api.unknown.send('{ me { actor } }')).status).toBe(401);
    const link = new URL(/http:\S+set-up\?token=\S+/.exec(printed())?.[0] ?? '');
    const { origin } = link;
    const form = async (path: string, fields: Record<string, string>): Promise<Response> =>
      fetch(`${origin}/${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      });
    const [signInName, password] = ['owner@example.com', 'velvet compass nineteen herons'];
    const token = link.searchParams.get('token') ?? '';
    expect((await form('set-up', { token, signInName, displayName: 'Owner', password })).status).toBe(303);
    expect((await form('set-up', { token, signInName, displayName: 'Thief', password })).status).toBe(410);
    const cookie = (await form('sign-in', { signInName, password })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await new ApiClient(origin, { cookie, origin }).ask('{ me { role person { signInName demo } } }');
    expect(me).toEqual({ me: { role: 'ADMINISTRATOR', person: { signInName, demo: false } } });
  });

  it('bring one demo person of each role, whose passwords only the owner of the folder reads', async () => {
    for (const file of ['owner.key', 'demo-people.txt'])
      expect((await stat(join(dataFolder, file))).mode & 0o777).toBe(0o600);
    const people = (await readFile(join(dataFolder, 'demo-people.txt'), 'utf8')).trim().split('\n');
    expect(people.map((line) => line.split(/ +/)[0])).toEqual([
      'RESELLER',
      'ACCOUNT_MANAGER',
      'ENTERPRISE_SALES',
      'ADMINISTRATOR',
    ]);
    const shown = await running.api.ask<{ people: { nodes: { displayName: string; demo: boolean }[] } }>(
      '{ people { nodes { displayName demo } } }',
    );
    const demo = shown.people.nodes.filter((person) => person.demo);
    expect(demo).toHaveLength(4);
    expect(demo.every(({ displayName }) => displayName.endsWith('(demo)'))).toBe(true);
  });

  it.each(exampleQueries)('answer the example "$title" of the query editor', async ({ query }) => {
    const { errors } = await running.api.send(query);
    expect(errors).toBeUndefined();
  });

  it('take the sample file as what it is: imported already', async () => {
    const { api } = running;
    const uploadId = await api.upload(await readFile(join(SEED, 'catalogue-2026-10.xlsx')));
    const start = 'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id state } }';
    const again = await api.ask(start, { input: { uploadId, effectiveOn: '2026-10-01' } });
    expect(again).toMatchObject({ startCatalogueImport: { state: 'PUBLISHED' } });
  });

  it('read the next list in the worker and publish it', async () => {
    const { api } = running;
    const uploadId = await api.upload(await readFile(join(SEED, 'catalogue-2027-01.xlsx')));
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(
      'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }',
      { input: { uploadId, effectiveOn: '2027-01-01' } },
    );
    expect(await importRead(api, startCatalogueImport.id)).toMatchObject({
      state: 'DRAFT',
      version: { offeringCount: 2177 },
    });
    const publish =
      'mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { ... on CatalogueVersion { effectiveOn } } }';
    expect(await api.ask(publish, { input: { importId: startCatalogueImport.id } })).toEqual({
      publishCatalogue: { effectiveOn: '2027-01-01' },
    });
  });

  it('carry a machine from its recording to a backdated renewal, and keep it over kill -9', async () => {
    // Past business, so that the day the test runs on does not matter.
    const machine = await aMachine(running.api, {
      serial: 'P0000001',
      warrantyStartsOn: '2021-06-10',
      warrantyMonths: 36,
      site: { municipalityCode: '131016' },
    });
    const upgrade = await judged(
      running.api,
      machine,
      { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7_4H', termMonths: 48 },
      { on: '2023-02-15' },
    );
    await registerPack(
      running.api,
      machine,
      await orderedPack(running.api, machine, upgrade.offering.partNumber, '2023-02-15'),
      { registeredOn: '2023-02-28' },
    );
    const renewal = await judged(
      running.api,
      machine,
      { kind: 'RENEWAL', serviceLevel: 'FULL_24X7_4H', termMonths: 12 },
      { on: '2025-09-07' },
    );
    const pack = await orderedPack(running.api, machine, renewal.offering.partNumber, '2025-09-07');
    const contract = await registerPack(running.api, machine, pack, { registeredOn: '2025-09-18' });
    expect(contract).toMatchObject({ period: { startsOn: '2025-06-10', endsOn: '2026-06-09' } });

    const query =
      '{ machine(machineType: "7X06", serial: "P0000001") { coverage(on: "2025-12-31") { covered coveredUntil lapses { startsOn } } } }';
    const expected = { machine: { coverage: { covered: true, coveredUntil: '2026-06-09', lapses: [] } } };
    expect(await running.api.ask(query)).toEqual(expected);
    await running.end('SIGKILL');
    running = await RunningProcesses.start({ DATA_FOLDER: dataFolder });
    expect(running.printed()).toContain('already loaded');
    expect(running.printed()).not.toContain('set-up?token=');
    expect(await running.api.ask(query)).toEqual(expected);
  }, 60_000);

  it('show the query editor to a browser, from their own files', async () => {
    const page = await running.api.get('graphql', { accept: 'text/html' });
    const html = await page.text();
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('serviceOfferings(productNumber');
    const elsewhere = [...html.matchAll(/(?:src|href)="(?<address>[^"]+)"/g)].filter(({ groups }) =>
      /^(?:https?:)?\/\//.test(groups?.address ?? ''),
    );
    expect(elsewhere).toEqual([]);
    const script = await fetch(
      new URL(/src="(?<file>[^"]+\.js)"/.exec(html)?.groups?.file ?? '', `${running.api.url}/graphql-ide/`),
    );
    expect(script.status).toBe(200);
  });
});
