import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { startApi } from '../apps/api/src/start-api.ts';
import { type OwnerAccess, prepareOwnerAccess } from '../apps/launch/src/owner-access.ts';
import { ApiClient } from './support/api-client.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const ASK = '{ me { role apiKey { demo } } }';

describe('the owner of a fresh machine', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let folder: string;
  let api: { url: string; close(): Promise<void> };

  const serve = async (production: boolean): Promise<{ url: string; close(): Promise<void> }> =>
    startApi({
      environment: { marketZone: 'Asia/Tokyo' },
      databaseUrl: database.loginUrl,
      logger: false,
      host: '127.0.0.1',
      port: 0,
      production,
    });
  const prepare = async (more: { production?: boolean; keyFolder?: string } = {}): Promise<OwnerAccess> =>
    prepareOwnerAccess(database.loginUrl, {
      marketZone: 'Asia/Tokyo',
      production: false,
      keyFolder: folder,
      ...more,
    });
  const keyIn = async (file: string | undefined): Promise<string> => (await readFile(file ?? '', 'utf8')).trim();
  const asked = async (key: string): Promise<number> =>
    (await new ApiClient(api.url, { authorization: `Bearer ${key}` }).send(ASK)).status;
  const setUp = async (token: string | undefined): Promise<number> => {
    const fields = { token: token ?? '', signInName: 'owner@example.com', password: 'velvet compass nineteen herons' };
    const response = await fetch(`${api.url}/set-up`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: api.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    return response.status;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    folder = await mkdtemp(join(tmpdir(), 'keizoku-owner-'));
    api = await serve(false);
  });
  afterAll(async () => {
    await api.close();
    await owner.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('has a key that lets in, and that nobody else of the machine reads; it is kept', async () => {
    const { keyFile } = await prepare();
    expect(((await stat(keyFile ?? '')).mode & 0o777).toString(8)).toBe('600');
    const key = await keyIn(keyFile);
    expect(await asked(key)).toBe(200);
    expect(await keyIn((await prepare()).keyFile)).toBe(key);
  });

  it('gets another key for one that was lost, which then lets nobody in; none for one that was revoked', async () => {
    const key = await keyIn(join(folder, 'owner.key'));
    await rm(join(folder, 'owner.key'));
    const again = await keyIn((await prepare()).keyFile);
    expect([await asked(key), await asked(again)]).toEqual([401, 200]);
    await owner.query('UPDATE api_key SET revoked_at = now() WHERE revoked_at IS NULL');
    expect((await prepare()).keyFile).toBeUndefined();
    await rm(join(folder, 'owner.key'));
    expect((await prepare()).keyFile).toBeUndefined();
  });

  it('gets no key where none is wanted', async () => {
    expect(await prepare({ keyFolder: undefined })).not.toHaveProperty('keyFile', expect.anything());
  });

  it('gets a new link at each start, the last of which counts, until it was used', async () => {
    const [first, second] = [await prepare(), await prepare()];
    expect(first.setUpToken).not.toBe(second.setUpToken);
    expect(await setUp(first.setUpToken)).toBe(410);
    expect(await setUp(second.setUpToken)).toBe(303);
    expect(await setUp(second.setUpToken)).toBe(410);
    expect((await prepare()).setUpToken).toBeUndefined();
  });

  it('is not served in production while a demo key or a demo person could let somebody in', async () => {
    await owner.query(
      `INSERT INTO person (id, sign_in_name, display_name, role, demo, recorded_at)
       VALUES (gen_random_uuid(), 'demo@example.com', 'Somebody (demo)', 'ENTERPRISE_SALES', true, now())`,
    );
    await expect(serve(true)).rejects.toThrow(/1 demo people and 0 demo keys/);
    await expect(prepare({ production: true })).rejects.toThrow(/demo/);
    await owner.query('UPDATE person SET disabled_at = now() WHERE demo');
    await owner.query(
      `INSERT INTO api_key (id, secret_hash, name, role, demo, created_by, created_at, expires_at)
       VALUES (gen_random_uuid(), repeat('0', 64), 'owner.key', 'ADMINISTRATOR', true, 'operator', now(), now() + interval '1 day')`,
    );
    await expect(serve(true)).rejects.toThrow(/0 demo people and 1 demo keys/);
    await owner.query('UPDATE api_key SET revoked_at = now() WHERE revoked_at IS NULL');
    const served = await serve(true);
    const page = await fetch(`${served.url}/graphql-ide/`, { redirect: 'manual' });
    expect(page.status).not.toBe(200);
    await served.close();
    await prepare({ production: true });
  });
});
