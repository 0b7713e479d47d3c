import { isDeepStrictEqual } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { startApi } from '../apps/api/src/start-api.ts';
import { ApiClient, type GraphqlAnswer } from './support/api-client.ts';
import { aMachine } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const ASK = '{ holidays(year: 2026) { __typename } }';
const MACHINES = '{ machines { totalCount } }';

/** What is answered in the end: the database tells of a change at once, and takes some milliseconds for it. */
async function soon<T>(ask: () => Promise<T>, wanted: T): Promise<T> {
  for (let waited = 0; waited < 2_000; waited += 20) {
    const answer = await ask();
    if (isDeepStrictEqual(answer, wanted)) return answer;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  return ask();
}

describe('who asks', () => {
  let api: TestApi;
  let owner: pg.Client;

  const statusOf = async (headers: Record<string, string>): Promise<number> =>
    (await new ApiClient(api.url, headers).send(ASK)).status;
  const bodyOf = async (headers: Record<string, string>): Promise<GraphqlAnswer<unknown>> =>
    new ApiClient(api.url, headers).send(ASK);

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02' });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    await owner.query(
      `INSERT INTO machine_type (code, product_name, family) VALUES ('7X06', 'ThinkSystem SR650', 'THINKSYSTEM')`,
    );
    await aMachine(api, { serial: 'AOBA1', reseller: 'Aoba Trading', customer: 'Customer of Aoba' });
    await aMachine(api, { serial: 'MIDORI1', reseller: 'Midori Systems', customer: 'Customer of Midori' });
  }, 60_000);
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it('is asked on every route, before anything is read of the request', async () => {
    for (const [method, path] of [
      ['POST', 'graphql'],
      ['GET', 'graphql?query={__typename}'],
      ['POST', 'graphql/stream'],
      ['GET', 'graphql/stream'],
      ['POST', 'uploads'],
      ['GET', 'imports/00000000-0000-4000-8000-000000000000/errors.xlsx'],
      ['GET', 'imports/machines/00000000-0000-4000-8000-000000000000/errors.xlsx'],
      ['GET', 'exports/catalogue.xlsx'],
      ['GET', 'exports/difference.xlsx'],
      ['GET', 'exports/machines.csv'],
      ['GET', 'exports/renewals.csv'],
      ['GET', 'nothing/here'],
      ['POST', 'sign-out'],
    ] as const) {
      const response = await fetch(`${api.url}/${path}`, { method });
      expect({ path, status: response.status }).toEqual({ path, status: 401 });
      expect(await response.text()).toContain('UNAUTHENTICATED');
    }
  });

  it('is nobody for whatever is unknown, over, revoked or no credential: one same answer', async () => {
    const expired = await api.withKey({ role: 'ADMINISTRATOR' });
    const revoked = await api.withKey({ role: 'ADMINISTRATOR' });
    await owner.query(
      `UPDATE api_key SET created_at = '2026-01-01', expires_at = '2026-11-02T00:59:59Z' WHERE id = $1`,
      [expired.keyId],
    );
    await owner.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [revoked.keyId]);
    const right = api.headers.authorization ?? '';
    const wrong: Record<string, string>[] = [
      {},
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: `Basic ${right.slice(7)}` },
      { authorization: 'Bearer kz_live_x_y' },
      { authorization: `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}` },
      { authorization: right.replace(/kz_live_./, (begin) => `kz_live_${begin.endsWith('f') ? 'e' : 'f'}`) },
      { authorization: `Bearer ${'a'.repeat(20_000).slice(0, 9_000)}` },
      { cookie: 'keizoku=', origin: api.url },
      { cookie: `keizoku=${'A'.repeat(43)}`, origin: api.url },
      { authorization: expired.headers.authorization ?? '' },
      { authorization: revoked.headers.authorization ?? '' },
    ];
    expect(await statusOf({ authorization: right })).toBe(200);
    const answers = new Set<string>();
    for (const headers of wrong) answers.add(JSON.stringify(await bodyOf(headers)));
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('"status":401');
  });

  it('is a key or a person, each within its own', async () => {
    const counts = [];
    for (const client of [
      api,
      await api.as('ENTERPRISE_SALES'),
      await api.as('RESELLER', { reseller: 'Aoba Trading' }),
      await api.withKey({ role: 'RESELLER', reseller: 'Midori Systems' }),
    ])
      counts.push((await client.ask<{ machines: { totalCount: number } }>(MACHINES)).machines.totalCount);
    expect(counts).toEqual([2, 2, 1, 1]);
  });

  it('is written into the records by its id', async () => {
    const person = await api.as('ADMINISTRATOR');
    const input = {
      productNumber: '7X06CTO1WW',
      serial: 'BYPERSON',
      warrantyStartsOn: '2025-02-18',
      warrantyMonths: 36,
    };
    await person.ask('mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { __typename } }', {
      input,
    });
    const { rows } = await owner.query(
      `SELECT DISTINCT actor FROM audit_entry e JOIN machine m ON e.key = m.id::text WHERE m.serial = 'BYPERSON'`,
    );
    expect(rows).toEqual([{ actor: `person:${person.personId}` }]);
  });

  describe('with a cookie', () => {
    it('is asked by our own pages only', async () => {
      const { headers } = await api.as('ADMINISTRATOR');
      const cookie = { cookie: headers.cookie ?? '' };
      const tried = async (more: Record<string, string>): Promise<number> => statusOf({ ...cookie, ...more });
      expect(await tried({ origin: api.url })).toBe(200);
      expect(await tried({ 'sec-fetch-site': 'same-origin' })).toBe(200);
      expect(await tried({})).toBe(401);
      expect(await tried({ origin: 'https://elsewhere.example' })).toBe(401);
      expect(await tried({ origin: 'null' })).toBe(401);
      expect(await tried({ origin: api.url, 'sec-fetch-site': 'cross-site' })).toBe(401);
      expect(await tried({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' })).toBe(401);
      expect(await tried({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' })).toBe(401);
    });

    it('is nobody once the session was idle for two hours, or is twelve hours old', async () => {
      const begun = api.clock.now();
      const hoursLater = (hours: number): void => api.clock.moveTo(new Date(begun.getTime() + hours * 3_600_000));
      try {
        const [idle, busy] = [await api.as('ADMINISTRATOR'), await api.as('ADMINISTRATOR')];
        expect([(await idle.send(ASK)).status, (await busy.send(ASK)).status]).toEqual([200, 200]);
        for (const hours of [1.5, 3, 4.5, 6, 7.5, 9, 10.5, 11.9]) {
          hoursLater(hours);
          expect({ hours, status: (await busy.send(ASK)).status }).toEqual({ hours, status: 200 });
        }
        expect((await idle.send(ASK)).status).toBe(401);
        hoursLater(12);
        expect((await busy.send(ASK)).status).toBe(401);
      } finally {
        api.clock.moveTo(begun);
      }
    });
  });

  describe('with two processes', () => {
    let other: ApiClient;
    let closeOther: () => Promise<void>;

    beforeAll(async () => {
      const second = await startApi({
        environment: { marketZone: 'Asia/Tokyo' },
        databaseUrl: api.loginUrl,
        clock: api.clock,
        logger: false,
        host: '127.0.0.1',
        port: 0,
        production: false,
      });
      other = new ApiClient(second.url);
      closeOther = () => second.close();
    });
    afterAll(() => closeOther());

    const at = (client: ApiClient, { url }: ApiClient): ApiClient =>
      new ApiClient(url, client.headers.origin ? { ...client.headers, origin: url } : client.headers);
    const statuses = async (client: ApiClient): Promise<number[]> => [
      (await at(client, other).send(ASK)).status,
      (await at(client, api).send(ASK)).status,
    ];

    it.each([
      ['a disabled person', 'UPDATE person SET disabled_at = now() WHERE id = $1'],
      ['an ended session', 'UPDATE session SET ended_at = now() WHERE person_id = $1'],
    ])('%s counts for both as soon as the database has told them', async (_, change) => {
      const person = await api.as('ENTERPRISE_SALES');
      expect(await statuses(person)).toEqual([200, 200]);
      await owner.query(change, [person.personId]);
      expect(await soon(() => statuses(person), [401, 401])).toEqual([401, 401]);
    });

    it('a revoked key counts for both as soon as the database has told them', async () => {
      const key = await api.withKey({ role: 'ENTERPRISE_SALES' });
      expect(await statuses(key)).toEqual([200, 200]);
      await owner.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [key.keyId]);
      expect(await soon(() => statuses(key), [401, 401])).toEqual([401, 401]);
    });

    it('another role counts for both as soon as the database has told them', async () => {
      const person = await api.as('ENTERPRISE_SALES');
      const machines = async (place: ApiClient): Promise<unknown> => (await at(person, place).send(MACHINES)).data;
      const [before, there] = [await machines(api), await machines(other)];
      expect(before).toEqual(there);
      await owner.query(
        `UPDATE person SET role = 'RESELLER', reseller_id = (SELECT id FROM reseller WHERE name = 'Aoba Trading') WHERE id = $1`,
        [person.personId],
      );
      const both = async (): Promise<unknown[]> => [await machines(other), await machines(api)];
      const one = { machines: { totalCount: 1 } };
      expect(await soon(both, [one, one])).toEqual([one, one]);
    });

    it('a change that is made through either counts for the very next request of both', async () => {
      const change = 'mutation ($input: ChangePersonInput!) { changePerson(input: $input) { id } }';
      const revoke = 'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { id } }';
      const end = 'mutation ($input: EndSessionsInput!) { endSessions(input: $input) { count } }';
      for (const place of [api, other]) {
        const [disabled, ended] = [await api.as('ENTERPRISE_SALES'), await api.as('ENTERPRISE_SALES')];
        const [moved, key] = [
          await api.as('ACCOUNT_MANAGER', { customers: ['Customer of Aoba'] }),
          await api.withKey({ role: 'ENTERPRISE_SALES' }),
        ];
        const machines = async (): Promise<unknown[]> => [
          (await at(moved, other).send(MACHINES)).data,
          (await at(moved, api).send(MACHINES)).data,
        ];
        for (const client of [disabled, ended, moved, key]) expect(await statuses(client)).toEqual([200, 200]);
        const administrator = at(api, place);
        await administrator.ask(change, { input: { personId: disabled.personId, disabled: true } });
        expect(await statuses(disabled)).toEqual([401, 401]);
        await administrator.ask(end, { input: { personId: ended.personId } });
        expect(await statuses(ended)).toEqual([401, 401]);
        await administrator.ask(revoke, { input: { apiKeyId: key.keyId } });
        expect(await statuses(key)).toEqual([401, 401]);
        await administrator.ask(change, { input: { personId: moved.personId, customerIds: [] } });
        expect(await machines()).toEqual(Array(2).fill({ machines: { totalCount: 0 } }));
      }
    });

    it('nothing is remembered while nobody tells of changes; it is again once somebody does', async () => {
      const key = await api.withKey({ role: 'ENTERPRISE_SALES' });
      expect(await statuses(key)).toEqual([200, 200]);
      const listening = `FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keizoku notices'`;
      // Nobody is told of this: the trigger is silent, and those that listen are cut off, which they notice in a moment.
      await owner.query(`ALTER TABLE api_key DISABLE TRIGGER api_key_is_told_of`);
      try {
        await owner.query(`SELECT pg_terminate_backend(pid) ${listening}`);
        await owner.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [key.keyId]);
        expect(await soon(() => statuses(key), [401, 401])).toEqual([401, 401]);
      } finally {
        await owner.query(`ALTER TABLE api_key ENABLE TRIGGER api_key_is_told_of`);
      }
      const again = await api.withKey({ role: 'ENTERPRISE_SALES' });
      for (let waited = 0; waited < 5_000; waited += 50) {
        const { rows } = await owner.query<{ count: number }>(`SELECT count(*)::int AS count ${listening}`);
        if ((rows[0]?.count ?? 0) >= 2) break;
        await new Promise((settle) => setTimeout(settle, 50));
      }
      expect(await statuses(again)).toEqual([200, 200]);
      await owner.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [again.keyId]);
      expect(await soon(() => statuses(again), [401, 401])).toEqual([401, 401]);
    });
  });

  it('that is not told of stays who it was: the trigger is what tells (planted fault)', async () => {
    const key = await api.withKey({ role: 'ENTERPRISE_SALES' });
    expect((await key.send(ASK)).status).toBe(200);
    await owner.query(`ALTER TABLE api_key DISABLE TRIGGER api_key_is_told_of`);
    await owner.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [key.keyId]);
    expect((await key.send(ASK)).status).toBe(200);
    await owner.query(`ALTER TABLE api_key ENABLE TRIGGER api_key_is_told_of`);
    await owner.query(`NOTIFY keizoku_access`);
    expect(await soon(async () => (await key.send(ASK)).status, 401)).toBe(401);
  });
});

describe('what the database keeps of who asks', () => {
  let api: TestApi;
  let owner: pg.Client;

  beforeAll(async () => {
    api = await startTestApi();
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    await api.as('ADMINISTRATOR');
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it('shows hashes to the gate alone', async () => {
    const { rows } = await owner.query<{ role: string; readable: boolean }>(
      `SELECT r.rolname AS role, bool_or(has_column_privilege(r.oid, c.name::regclass, c.hash, 'SELECT')) AS readable
       FROM pg_roles r, (VALUES ('person', 'password_hash'), ('session', 'token_hash'), ('api_key', 'secret_hash'),
         ('set_up_link', 'token_hash')) AS c (name, hash) WHERE r.rolname LIKE 'keizoku\\_%' GROUP BY 1`,
    );
    expect(rows.filter(({ readable }) => readable).map(({ role }) => role)).toEqual(['keizoku_gate']);
  });

  it('walls off every such table, for the owner too', async () => {
    const { rows } = await owner.query(
      `SELECT relname FROM pg_class WHERE relname IN ('person', 'customer_manager', 'session', 'api_key', 'set_up_link')
         AND relrowsecurity AND relforcerowsecurity`,
    );
    expect(rows).toHaveLength(5);
  });

  it('keeps no key, session or link as it travels', async () => {
    const secret = (api.headers.authorization ?? '').slice(-43);
    const { rows } = await owner.query<{ found: string }>(
      `SELECT 'key' AS found FROM api_key k WHERE k::text LIKE '%' || $1 || '%'
       UNION ALL SELECT 'audit' FROM audit_entry e WHERE e::text LIKE '%' || $1 || '%'
       UNION ALL SELECT 'idempotency' FROM idempotency_key i WHERE i::text LIKE '%' || $1 || '%'`,
      [secret],
    );
    expect(rows).toEqual([]);
  });

  it('does not let a key live again, nor a session', async () => {
    const key = await api.withKey({ role: 'ENTERPRISE_SALES' });
    await owner.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [key.keyId]);
    await expect(owner.query('UPDATE api_key SET revoked_at = NULL WHERE id = $1', [key.keyId])).rejects.toThrow(
      /said once/,
    );
  });

  it('keeps an administrator who can sign in, also when two disable each other at once', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO person (id, sign_in_name, display_name, role, password_hash, recorded_at)
       SELECT gen_random_uuid(), n || '@example.com', n, 'ADMINISTRATOR', '$argon2id$x', now() FROM (VALUES ('a'), ('b')) v (n) RETURNING id`,
    );
    const clients = await Promise.all(
      rows.map(async () => {
        const client = new pg.Client({ connectionString: api.ownerUrl });
        await client.connect();
        return client;
      }),
    );
    const ends = await Promise.all(
      clients.map((client, index) =>
        client.query('UPDATE person SET disabled_at = now() WHERE id = $1', [rows[index]?.id]).then(
          () => 'disabled',
          (cause: unknown) => (cause as Error).message,
        ),
      ),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(ends.sort()).toEqual(['disabled', 'the last administrator stays']);
  });
});
