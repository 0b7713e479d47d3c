import { describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { asLogin, loginFor, prepareOwnerDatabase, withDatabase } from './owner-database.ts';

const server = process.env.TEST_DATABASE_URL ?? '';
const name = `keizoku_test_${process.env.TEST_RUN ?? ''}_${randomBytes(4).toString('hex')}`;

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describe('prepareOwnerDatabase', () => {
  it('makes the database once', async () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await prepareOwnerDatabase(withDatabase(server, name));
    await prepareOwnerDatabase(withDatabase(server, name));
    expect(log.mock.calls.flat()).toEqual([expect.stringContaining(`created the database ${name}`)]);
    log.mockRestore();
    await asSuperuser(`DROP DATABASE ${name}`);
  });

  it('names every right that an ordinary owner lacks, and how to give it', async () => {
    await asSuperuser(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`);
    const url = new URL(withDatabase(server, 'postgres'));
    url.username = name;
    url.password = 'secret';
    await expect(prepareOwnerDatabase(url.href)).rejects.toThrow(
      new RegExp(
        `lacks the right CREATEROLE.*ALTER ROLE "${name}" CREATEROLE;\\n.*lacks the right CREATE on the database`,
      ),
    );
    url.pathname = `/${name}`;
    await expect(prepareOwnerDatabase(url.href)).rejects.toThrow(
      `As a superuser: CREATE DATABASE "${name}" OWNER "${name}"`,
    );
    await asSuperuser(`DROP ROLE ${name}`);
  });

  it('says which server does not answer, without the password', async () => {
    const problem = await prepareOwnerDatabase('postgresql://me:secret@127.0.0.1:1/keizoku').catch(
      (error: unknown) => error as Error,
    );
    expect(problem?.message).toMatch(/127\.0\.0\.1:1, user me, database keizoku\) cannot be reached: .*ECONNREFUSED/);
    expect(problem?.message).not.toContain('secret');
  });
});

describe('loginFor', () => {
  it('is the same for everybody who knows the owner, and another for another owner', () => {
    const one = loginFor('postgresql://owner:secret@db.example:5433/keizoku?sslmode=require', '/nowhere');
    expect(loginFor('postgresql://owner:secret@db.example:5433/keizoku', '/nowhere').password).toBe(one.password);
    expect(loginFor('postgresql://owner:other@db.example:5433/keizoku', '/nowhere').password).not.toBe(one.password);
    expect(one.url).toBe(`postgresql://keizoku_login:${one.password}@db.example:5433/keizoku?sslmode=require`);
  });

  it('keeps a random one for an owner without a password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keizoku-login-'));
    const { password } = loginFor('postgresql://owner@db.example/keizoku', folder);
    expect(loginFor('postgresql://owner@db.example/keizoku', folder).password).toBe(password);
    expect((await stat(join(folder, 'login-password'))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});

describe('the login role at another server', () => {
  it('signs in there with the name and password that it has here, whatever the address says', () => {
    const here = 'postgresql://keizoku_login:a-b_c@primary.example:5432/keizoku';
    expect(asLogin('postgresql://replica.example:5433/keizoku?sslmode=require', here)).toBe(
      'postgresql://keizoku_login:a-b_c@replica.example:5433/keizoku?sslmode=require',
    );
    expect(asLogin('postgres://me:secret@replica.example/keizoku', here)).toBe(
      'postgres://keizoku_login:a-b_c@replica.example/keizoku',
    );
  });
});
