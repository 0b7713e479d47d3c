import { inspect } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { worker } from '#access';
import { Database, destinationsOf, Log, OutboxSender, ProcessLog } from '#platform';

import { ApiClient } from './support/api-client.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** What is planted, each with a text that is nowhere else. Secrets come back to nobody; other texts to whose they are. */
const SECRET = [
  'password of a sign-in',
  'password of the database',
  'client secret of the issuer',
  'bearer credential that is none',
  'cookie that is none',
  'service key',
  'session',
  'key in the address of a webhook',
  'secret that signs webhooks',
  'password of the mail server',
] as const;
const OWN = [
  'customer',
  'reseller',
  'serial',
  'idempotency key',
  'reason',
  'name of an operation',
  'literal in a document',
  'variable of a wrong type',
  'variable that is not declared',
  'header',
  'file name',
  'cell of a list',
  'sign-in name',
  'query of an export',
  'municipality',
  'forwarded address',
] as const;
type Kind = (typeof SECRET)[number] | (typeof OWN)[number];

/** As a process logs it, beside everything that it was told. */
class TwoLogs extends ProcessLog {
  readonly told: string[] = [];

  override log(message: unknown, ...rest: [context?: string]): void {
    this.told.push(inspect(message, { depth: 8 }));
    super.log(message, ...rest);
  }
  override warn(message: unknown, ...rest: unknown[]): void {
    this.told.push(inspect(message, { depth: 8 }));
    super.warn(message, ...rest);
  }
  override error(message: unknown, ...rest: unknown[]): void {
    this.told.push(inspect(message, { depth: 8 }));
    super.error(message, ...rest);
  }
}

const RECORD = 'mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { __typename } }';
const IMPORT = 'mutation ($input: StartInstalledBaseImportInput!) { startInstalledBaseImport(input: $input) { id } }';
const SEEN_BY_OTHERS = [
  `{ machines(first: 100) { totalCount nodes { serial customer { name } reseller { name } site { municipality } } } }`,
  `{ renewals(first: 100) { totalCount nodes { machine { serial customer { name } } } } }`,
  `{ serviceOfferings(first: 5) { totalCount nodes { name } } }`,
  `{ auditEntries(first: 100) { nodes { actor reason entityKey } } }`,
  `{ installedBaseImports(first: 10) { nodes { id } } }`,
];

describe('planted texts', () => {
  const lines: string[] = [];
  const log = new TwoLogs('trace', 'api', { write: (line) => void lines.push(line) });
  const texts = new Map<Kind, string>([...SECRET, ...OWN].map((kind, n) => [kind, `Q${n + 10}ZXPLANT${n + 10}`]));
  const text = (kind: Kind): string => texts.get(kind) as string;
  const answers: string[] = [];
  let api: TestApi;
  let owner: pg.Client;

  const foundIn = (where: string, kinds: readonly Kind[]): Kind[] =>
    kinds.filter((kind) => where.toUpperCase().includes(text(kind).toUpperCase()));

  /** Asks, and keeps what is answered. */
  async function heard(path: string, init: RequestInit = {}, client: ApiClient = api): Promise<Response> {
    const headers = { ...client.headers, ...(init.headers as Record<string, string>) };
    const response = await fetch(`${api.url}/${path}`, { redirect: 'manual', ...init, headers });
    answers.push(JSON.stringify([...response.headers]) + (await response.clone().text()));
    return response;
  }
  const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Response> =>
    heard('graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });

  beforeAll(async () => {
    api = await startTestApi({
      production: true,
      withCatalogue: false,
      logger: log,
      signIn: {
        publicUrl: 'https://keizoku.example.com',
        oidcIssuer: 'https://issuer.invalid',
        oidcAudience: 'keizoku',
        oidcClientId: 'keizoku',
        oidcClientSecret: text('client secret of the issuer'),
      },
    });
    texts.set('password of the database', new URL(api.loginUrl).password);
    texts.set('service key', api.headers.authorization?.split(' ')[1] ?? '');
    const person = await api.as('ENTERPRISE_SALES');
    texts.set('session', person.headers.cookie?.split('=')[1] ?? '');
    owner = new pg.Client(api.ownerUrl);
    await owner.connect();
    await owner.query(
      `INSERT INTO machine_type (code, product_name, family) VALUES ('7X06', 'ThinkSystem SR650', 'THINKSYSTEM')`,
    );
    await plant();
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  const input = (serial: string): object => ({
    productNumber: '7X06CTO1WW',
    serial,
    warrantyStartsOn: '2025-01-01',
    warrantyMonths: 36,
    customer: `Customer ${text('customer')}`,
    reseller: `Reseller ${text('reseller')}`,
    site: { municipality: text('municipality') },
    idempotencyKey: `${text('idempotency key')}-${serial}`,
  });

  /** Sends them wherever a client can put a text, and lets the database complain of rows that have them. */
  async function plant(): Promise<void> {
    await ask(RECORD, { input: input(text('serial').slice(0, 12)) });
    await ask(RECORD, { input: { ...input('OTHER01'), warrantyMonths: text('variable of a wrong type') } });
    await ask('{ machines { totalCount } }', { undeclared: text('variable that is not declared') });
    await ask(`query ${text('name of an operation')} { machines { totalCount } }`);
    await ask(`{ machine(machineType: "7X06", serial: "${text('literal in a document')}") { serial } }`);
    await ask(`{ machine(machineType: "7X06", serial: "${text('literal in a document')}") { nothing } }`);
    await ask(
      '{ __typename }',
      {},
      { 'x-anything': text('header'), 'user-agent': text('header'), 'accept-language': text('header') },
    );
    await ask('{ __typename }', {}, { 'x-forwarded-for': text('forwarded address') });
    await ask('{ __typename }', {}, { authorization: `Bearer kz_live_${text('bearer credential that is none')}` });
    await ask('{ __typename }', {}, { authorization: '', cookie: `__Host-keizoku=${text('cookie that is none')}` });
    await ask(`mutation ($input: SetMarketSettingsInput!) { setMarketSettings(input: $input) { number } }`, {
      input: { effectiveOn: '2001-01-01', reinstatementFee: '1', reason: text('reason') },
    });
    await heard(`exports/machines.csv?customerId=${text('query of an export')}&locale=${text('query of an export')}`);
    await heard(`exports/${text('query of an export')}.csv`);
    await heard('sign-in', {
      method: 'POST',
      headers: {
        authorization: '',
        origin: api.url,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `signInName=${text('sign-in name')}%40example.com&password=${text('password of a sign-in')}`,
    });
    await sendList();
    await complain();
    await tellOthers();
  }

  async function sendList(): Promise<void> {
    const list = `製品番号,シリアル番号,顧客名,販売店,保証開始日,基本保証(月)\n7X06CTO1WW,CELL01,Aoba,R1,${text('cell of a list')},36\n`;
    const sent = await heard('uploads', {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'x-file-name': `${text('file name')}.csv` },
      body: list,
    });
    const { uploadId } = (await sent.json()) as { uploadId: string };
    const started = (await (await ask(IMPORT, { input: { uploadId } })).json()) as {
      data: { startInstalledBaseImport: { id: string } };
    };
    const state = `query ($id: ID!) { installedBaseImport(id: $id) { state } }`;
    for (;;) {
      const { installedBaseImport } = await api.ask<{ installedBaseImport: { state: string } }>(state, {
        id: started.data.startInstalledBaseImport.id,
      });
      if (!['WAITING', 'CHECKING'].includes(installedBaseImport.state)) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A constraint that holds against a row, a trigger that says what it got, and a column that is gone. */
  async function complain(): Promise<void> {
    await owner.query(`ALTER TABLE customer ADD CONSTRAINT planted_check CHECK (name NOT LIKE 'Refused%')`);
    const refused = { ...input('OTHER02'), customer: `Refused ${text('customer')}` };
    expect(await (await ask(RECORD, { input: refused })).text()).toContain('CHANGED_MEANWHILE');
    await owner.query('ALTER TABLE customer DROP CONSTRAINT planted_check');
    await owner.query(`CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'no room for %', NEW.name; END $$`);
    await owner.query('CREATE TRIGGER planted BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION planted()');
    await ask(RECORD, { input: { ...input('OTHER04'), customer: `Another ${text('customer')}` } });
    await owner.query('DROP FUNCTION planted CASCADE');
    await owner.query('ALTER TABLE machine RENAME COLUMN site_municipality TO hidden');
    for (const again of [() => ask(RECORD, { input: input('OTHER03') }), () => heard('exports/machines.csv')])
      await again();
    await owner.query('ALTER TABLE machine RENAME COLUMN hidden TO site_municipality');
  }

  /** To a webhook and a mail server that nobody answers for; what is said of that is shown. */
  async function tellOthers(): Promise<void> {
    const destinations = destinationsOf({
      webhookEndpoints: [`http://127.0.0.1:1/hook?key=${text('key in the address of a webhook')}`],
      webhookSecret: text('secret that signs webhooks'),
      webhookAllowLoopback: true,
      smtpUrl: `smtp://keizoku:${text('password of the mail server')}@127.0.0.1:1`,
      mailFrom: 'keizoku@example.com',
      mailTo: ['sales@example.com'],
    });
    const database = new Database(api.loginUrl);
    const outbox = new Log('Outbox');
    const sender = new OutboxSender(database, api.clock, worker, destinations, (cause) => outbox.error(cause), 5);
    sender.start();
    const said = '{ outboxMessages(first: 20) { nodes { deliveries { destination attempts lastProblem } } } }';
    for (let tries = 0; !answers.at(-1)?.includes('the call failed') && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await ask(said);
    }
    await sender.stop();
    await database.close();
    expect(answers.at(-1)).toContain('the call failed');
  }

  it('are of at least twenty kinds, and were taken', async () => {
    expect(texts.size).toBeGreaterThanOrEqual(20);
    for (const planted of texts.values()) expect(planted.length).toBeGreaterThan(10);
    const kept = await (await api.get('exports/machines.csv')).text();
    expect(foundIn(kept, ['customer', 'reseller'])).toEqual(['customer', 'reseller']);
  });

  it('are not in the log', () => {
    expect(lines.length).toBeGreaterThan(10);
    expect(foundIn(lines.join('\n'), [...texts.keys()])).toEqual([]);
    expect(lines.join('\n')).toContain('planted_check');
  });

  it('would be, if the log took what it is told', () => {
    expect(foundIn(log.told.join('\n'), [...texts.keys()])).toContain('customer');
  });

  it('come back to nobody where they are secrets, not even in the words of an error', () => {
    expect(answers.length).toBeGreaterThan(20);
    expect(foundIn(answers.join('\n'), SECRET)).toEqual([]);
    expect(answers.join('\n')).not.toContain('planted_check');
  });

  it.each(['RESELLER', 'ACCOUNT_MANAGER'] as const)('do not come to somebody else: %s', async (role) => {
    await api.ask(RECORD, {
      input: {
        ...input(`${role}1`.slice(0, 12)),
        customer: 'Theirs',
        reseller: 'Theirs',
        site: null,
        idempotencyKey: role,
      },
    });
    const person = await api.as(role, role === 'RESELLER' ? { reseller: 'Theirs' } : { customers: ['Theirs'] });
    const cookie = `__Host-${person.headers.cookie ?? ''}`;
    const other = new ApiClient(api.url, { cookie, origin: api.url });
    const said = await Promise.all([
      ...SEEN_BY_OTHERS.map(async (query) => JSON.stringify(await other.send(query))),
      ...['exports/machines.csv', 'exports/renewals.csv', 'sign-in'].map(async (path) =>
        (await other.get(path)).text(),
      ),
    ]);
    expect(said.join('\n')).toContain('Theirs');
    expect(foundIn(said.join('\n'), [...texts.keys()])).toEqual([]);
  });

  it('are in no export but where they belong', async () => {
    const kept = await (await api.get('exports/machines.csv')).text();
    const belong: readonly Kind[] = ['customer', 'reseller', 'serial', 'municipality'];
    expect(
      foundIn(
        kept,
        [...texts.keys()].filter((kind) => !belong.includes(kind)),
      ),
    ).toEqual([]);
  });
});
