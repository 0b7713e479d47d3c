import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { type Caller, Database } from '#platform';

import { ApiClient } from './support/api-client.ts';
import { aMachine } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const ME = '{ me { actor role scopes person { displayName } apiKey { name lastUsedAt } } }';
const CHANGE = 'mutation ($input: ChangePersonInput!) { changePerson(input: $input) { role disabledAt customerIds } }';
const CREATE_KEY =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id expiresAt scopes createdBy } } }';
const ROTATE =
  'mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { key apiKey { id name rotatesId } } }';
const REVOKE = 'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { revokedAt } }';
const END = 'mutation ($input: EndSessionsInput!) { endSessions(input: $input) { count } }';

interface MadeKey {
  readonly key: string | null;
  readonly apiKey: { readonly id: string; readonly expiresAt: string };
}

describe('people and keys', () => {
  let api: TestApi;
  let owner: pg.Client;

  const withKey = (key: string | null | undefined): ApiClient =>
    new ApiClient(api.url, { authorization: `Bearer ${key ?? ''}` });
  const statusOf = async (client: ApiClient): Promise<number> => (await client.send('{ me { actor } }')).status;
  const created = async (input: object): Promise<MadeKey> =>
    (await api.ask<{ createApiKey: MadeKey }>(CREATE_KEY, { input: { name: 'Of a test', ...input } })).createApiKey;
  const idOf = async (table: string, name: string): Promise<string> =>
    (await owner.query<{ id: string }>(`SELECT id FROM ${table} WHERE name = $1`, [name])).rows[0]?.id ?? '';

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02' });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    await owner.query(
      `INSERT INTO machine_type (code, product_name, family) VALUES ('7X06', 'ThinkSystem SR650', 'THINKSYSTEM')`,
    );
    await aMachine(api, { serial: 'AOBA1', reseller: 'Aoba Trading', customer: 'Customer of Aoba' });
    await aMachine(api, { serial: 'MIDORI1', reseller: 'Midori Systems', customer: 'Customer of Midori' });
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it('say who they are, whoever they are', async () => {
    const person = await api.as('RESELLER', { reseller: 'Aoba Trading' });
    expect(await person.ask(ME)).toMatchObject({
      me: { actor: `person:${person.personId}`, role: 'RESELLER', scopes: null, apiKey: null },
    });
    const key = await api.withKey({ role: 'ENTERPRISE_SALES' }, ['CATALOGUE_READ']);
    expect(await key.ask(ME)).toMatchObject({
      me: { actor: `key:${key.keyId}`, scopes: ['CATALOGUE_READ'], person: null, apiKey: { name: expect.any(String) } },
    });
  });

  it('see of each other what the database shows them: administrators all, everybody else themselves', async () => {
    const person = await api.as('RESELLER', { reseller: 'Midori Systems' });
    const people = '{ people { totalCount } }';
    expect((await person.problem(people)).extensions.code).toBe('FORBIDDEN');
    const seen = await person.ask('{ me { person { id signInName } } }');
    expect(seen).toMatchObject({ me: { person: { id: person.personId } } });
    const all = await api.ask<{ people: { totalCount: number } }>(people);
    expect(all.people.totalCount).toBeGreaterThan(1);
    // The database shows it no other row, whatever is asked.
    const database = new Database(api.loginUrl);
    const { rows } = await owner.query<{ id: string }>('SELECT reseller_id AS id FROM person WHERE id = $1', [
      person.personId,
    ]);
    const caller: Caller = {
      name: `person:${person.personId}`,
      databaseRole: 'keizoku_reseller',
      resellerId: rows[0]?.id,
    };
    const found = await database.read(caller, (tx) => tx.rows('SELECT p.id FROM person p'));
    await database.close();
    expect(found).toEqual([{ id: person.personId }]);
  });

  it('look after other customers from the next request on', async () => {
    const person = await api.as('ACCOUNT_MANAGER', { customers: ['Customer of Aoba'] });
    const mine = '{ me { person { customerIds } } }';
    const customerIds = [await idOf('customer', 'Customer of Midori')];
    expect(await person.ask(mine)).toEqual({
      me: { person: { customerIds: [await idOf('customer', 'Customer of Aoba')] } },
    });
    const serials = async (): Promise<unknown> => person.ask('{ machines { nodes { serial } } }');
    expect(await serials()).toEqual({ machines: { nodes: [{ serial: 'AOBA1' }] } });
    await api.ask(CHANGE, { input: { personId: person.personId, customerIds } });
    expect(await serials()).toEqual({ machines: { nodes: [{ serial: 'MIDORI1' }] } });
    expect(await person.ask(mine)).toEqual({ me: { person: { customerIds } } });
  });

  it('are let in only with what their role needs', async () => {
    const resellerId = await idOf('reseller', 'Aoba Trading');
    const customerIds = [await idOf('customer', 'Customer of Aoba')];
    for (const wrong of [
      { role: 'RESELLER' },
      { role: 'ENTERPRISE_SALES', resellerId },
      { role: 'RESELLER', resellerId: randomUUID() },
      { role: 'RESELLER', resellerId, customerIds },
      { role: 'ACCOUNT_MANAGER', customerIds: [randomUUID()] },
      { role: 'ENTERPRISE_SALES', signInName: 'no address' },
      { role: 'ENTERPRISE_SALES', issuer: 'https://id.example' },
    ]) {
      const input = { signInName: 'wrong@example.com', displayName: 'Wrong', ...wrong };
      const { extensions } = await api.problem(
        'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { setUpLink } }',
        { input },
      );
      expect({ wrong, code: extensions.code }).toEqual({ wrong, code: 'BAD_USER_INPUT' });
    }
  });

  it('are signed out everywhere on request, their own or anybody’s', async () => {
    const person = await api.as('ENTERPRISE_SALES');
    expect(await person.ask(END, { input: {} })).toEqual({ endSessions: { count: 1 } });
    expect(await statusOf(person)).toBe(401);
    const other = await api.as('ENTERPRISE_SALES');
    await api.ask(END, { input: { personId: other.personId } });
    expect(await statusOf(other)).toBe(401);
    const [nobody, administrator] = [await api.as('ENTERPRISE_SALES'), await api.as('ADMINISTRATOR')];
    expect((await nobody.send(END, { input: { personId: administrator.personId } })).errors).toHaveLength(1);
    expect(await statusOf(administrator)).toBe(200);
    expect((await api.problem(END, { input: {} })).extensions.code).toBe('BAD_USER_INPUT');
  });

  it('keep an administrator', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO person (id, sign_in_name, display_name, role, password_hash, recorded_at)
       VALUES (gen_random_uuid(), 'last@example.com', 'Last', 'ADMINISTRATOR', '$argon2id$x', now()) RETURNING id`,
    );
    for (const change of [{ disabled: true }, { role: 'ENTERPRISE_SALES' }]) {
      const problem = await api.problem(CHANGE, { input: { personId: rows[0]?.id, ...change } });
      expect(problem.extensions).toMatchObject({ code: 'CONFLICT', reason: 'LAST_ADMINISTRATOR' });
    }
  });

  it('change their password with the present one, and sign in anew', async () => {
    const person = await api.as('ENTERPRISE_SALES');
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { count } }';
    const [currentPassword, newPassword] = ['violet anchor seventeen moss', 'granite teapot orbit lantern'];
    const { createSetUpLink } = await api.ask<{ createSetUpLink: { setUpLink: string } }>(
      'mutation ($input: CreateSetUpLinkInput!) { createSetUpLink(input: $input) { setUpLink } }',
      { input: { personId: person.personId } },
    );
    const token = new URL(createSetUpLink.setUpLink, api.url).searchParams.get('token') ?? '';
    const response = await fetch(`${api.url}/set-up`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: api.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token, password: currentPassword }).toString(),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const signedIn = new ApiClient(api.url, { cookie, origin: api.url });
    const wrong = await signedIn.problem(change, { input: { currentPassword: 'wrong', newPassword } });
    expect(wrong.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'WRONG_PASSWORD' });
    const weak = await signedIn.problem(change, { input: { currentPassword, newPassword: 'password1234' } });
    expect(weak.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'TOO_COMMON' });
    const input = { currentPassword, newPassword, idempotencyKey: 'change-it' };
    expect(await signedIn.ask(change, { input })).toEqual({ changePassword: { count: 1 } });
    expect(await statusOf(signedIn)).toBe(401);
    const { rows } = await owner.query<{ said: string; entity_type: string }>(
      `SELECT entity_type, e::text AS said FROM audit_entry e WHERE operation = 'changePassword'`,
    );
    expect(rows.map(({ entity_type }) => entity_type).sort()).toEqual(['Password', 'Session']);
    const kept = await owner.query<{ hash: string }>(
      `SELECT request_hash AS hash FROM idempotency_key WHERE key = 'change-it'`,
    );
    const { rows: guessed } = await owner.query<{ hash: string }>(
      `SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex') AS hash`,
      [JSON.stringify({ currentPassword, newPassword })],
    );
    expect(kept.rows[0]?.hash).not.toBe(guessed[0]?.hash);
  });

  it('are named in the trail to those who may see it', async () => {
    const person = await api.as('ADMINISTRATOR');
    const { createPerson } = await person.ask<{ createPerson: { person: { id: string } } }>(
      'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { person { id } } }',
      { input: { signInName: 'trail@example.com', displayName: 'Trail', role: 'ENTERPRISE_SALES' } },
    );
    const trail = await api.ask<{ auditEntries: { nodes: { entityKey: string; actorName: string | null }[] } }>(
      '{ auditEntries(stream: PERSON, last: 50) { nodes { entityKey actorName } } }',
    );
    const { me } = await person.ask<{ me: { person: { displayName: string } } }>(ME);
    const entry = trail.auditEntries.nodes.find(({ entityKey }) => entityKey === createPerson.person.id);
    expect(entry?.actorName).toBe(me.person.displayName);
  });

  describe('a key', () => {
    it('is shown once: not in a repetition, not in a list, not in a record', async () => {
      const input = { role: 'ENTERPRISE_SALES', scopes: ['CONTRACTS_READ', 'CATALOGUE_READ'], idempotencyKey: 'one' };
      const first = await created(input);
      expect(first.key).toMatch(/^kz_live_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
      expect(first.apiKey).toMatchObject({ scopes: ['CATALOGUE_READ', 'CONTRACTS_READ'], createdBy: api.actor });
      expect(await created(input)).toMatchObject({ key: null, apiKey: { id: first.apiKey.id } });
      const secret = first.key?.slice(-43) ?? '';
      const said = JSON.stringify([
        await api.ask('{ apiKeys { nodes { id name role scopes demo createdBy lastUsedAt } } }'),
        (await owner.query('SELECT e::text FROM audit_entry e UNION ALL SELECT i::text FROM idempotency_key i')).rows,
      ]);
      expect(said).toContain(first.apiKey.id);
      expect(said).not.toContain(secret);
      expect(await statusOf(withKey(first.key))).toBe(200);
    });

    it('says when it was last used, to the minute', async () => {
      const { key, apiKey } = await created({ role: 'ENTERPRISE_SALES' });
      const client = withKey(key);
      const lastUse = async (): Promise<unknown> => {
        const { apiKeys } = await api.ask<{ apiKeys: { nodes: { id: string; lastUsedAt: string | null }[] } }>(
          '{ apiKeys(last: 100) { nodes { id lastUsedAt } } }',
        );
        return apiKeys.nodes.find(({ id }) => id === apiKey.id)?.lastUsedAt;
      };
      const comes = async (at: string): Promise<void> => {
        for (let waited = 0; (await lastUse()) !== at && waited < 100; waited += 1)
          await new Promise((settle) => setTimeout(settle, 50));
        expect(await lastUse()).toBe(at);
      };
      expect(await lastUse()).toBeNull();
      const begun = api.clock.now();
      await statusOf(client);
      await comes(begun.toISOString());
      api.clock.moveTo(new Date(begun.getTime() + 59_000));
      await statusOf(client);
      api.clock.moveTo(new Date(begun.getTime() + 61_000));
      await statusOf(client);
      await comes(new Date(begun.getTime() + 61_000).toISOString());
    });

    it('is rotated: both are valid for the overlap, and then the new one', async () => {
      const old = await created({ role: 'ENTERPRISE_SALES' });
      const { rotateApiKey } = await api.ask<{ rotateApiKey: MadeKey }>(ROTATE, {
        input: { apiKeyId: old.apiKey.id, overlapDays: 2 },
      });
      expect(rotateApiKey.apiKey).toMatchObject({ name: 'Of a test', rotatesId: old.apiKey.id });
      const both = async (): Promise<number[]> => [
        await statusOf(withKey(old.key)),
        await statusOf(withKey(rotateApiKey.key)),
      ];
      expect(await both()).toEqual([200, 200]);
      const now = api.clock.now();
      api.clock.moveTo(new Date(now.getTime() + 2 * 86_400_000 - 1));
      expect(await both()).toEqual([200, 200]);
      api.clock.moveTo(new Date(now.getTime() + 2 * 86_400_000));
      expect(await both()).toEqual([401, 200]);
      api.clock.moveTo(now);
    });

    it('is revoked for good', async () => {
      const { key, apiKey } = await created({ role: 'ENTERPRISE_SALES' });
      expect(await statusOf(withKey(key))).toBe(200);
      await api.ask(REVOKE, { input: { apiKeyId: apiKey.id, reason: 'Lost' } });
      expect(await statusOf(withKey(key))).toBe(401);
      const again = await api.problem(ROTATE, { input: { apiKeyId: apiKey.id } });
      expect(again.extensions).toMatchObject({ code: 'CONFLICT', reason: 'NOT_VALID' });
    });

    it('of an account manager ends with them', async () => {
      const { personId } = await api.as('ACCOUNT_MANAGER', { customers: ['Customer of Aoba'] });
      const { key } = await created({ role: 'ACCOUNT_MANAGER', personId });
      expect(await withKey(key).ask('{ machines { totalCount } }')).toEqual({ machines: { totalCount: 1 } });
      await api.ask(CHANGE, { input: { personId, disabled: true } });
      expect(await statusOf(withKey(key))).toBe(401);
    });
  });
});
