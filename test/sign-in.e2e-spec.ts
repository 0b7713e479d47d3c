import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { ApiClient } from './support/api-client.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const PASSWORD = 'correct horse battery staple';
const ASK = '{ me { role person { signInName } } }';

describe('signing in by name and password', () => {
  let api: TestApi;
  let owner: pg.Client;

  const form = async (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = { origin: api.url },
  ): Promise<Response> =>
    fetch(`${api.url}/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  const signIn = async (signInName: string, password: string): Promise<Response> =>
    form('sign-in', { signInName, password });
  const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const clientOf = (response: Response): ApiClient =>
    new ApiClient(api.url, { cookie: cookieOf(response), origin: api.url });
  const later = (milliseconds: number): void => api.clock.moveTo(new Date(api.clock.now().getTime() + milliseconds));
  /** An attempt from an address of its own is let through again: all of them come from this machine. */
  const forget = async (): Promise<void> => void (await owner.query('DELETE FROM sign_in_attempt'));
  const linkOf = async (signInName: string): Promise<string> => {
    const { createPerson } = await api.ask<{ createPerson: { setUpLink: string } }>(
      'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { setUpLink } }',
      { input: { signInName, displayName: 'Somebody', role: 'ENTERPRISE_SALES' } },
    );
    return new URL(createPerson.setUpLink, api.url).searchParams.get('token') ?? '';
  };
  const somebody = async (signInName: string): Promise<void> => {
    const response = await form('set-up', { token: await linkOf(signInName), password: PASSWORD });
    expect(response.status).toBe(303);
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02' });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    await somebody('known@example.com');
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it('shows a form to anybody, in two languages, that runs nothing and loads nothing', async () => {
    for (const [language, word] of [
      ['ja', 'サインイン'],
      ['en', 'Sign in'],
    ] as const) {
      const page = await fetch(`${api.url}/sign-in`, { headers: { 'accept-language': language } });
      const html = await page.text();
      expect(page.status).toBe(200);
      expect(html).toContain(word);
      expect(html).not.toMatch(/<script|src=|\son\w+=|https?:/);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('gives a session that is the person’s, over a cookie that no script reads and no other site uses', async () => {
    const response = await signIn(' KNOWN@Example.com ', PASSWORD);
    expect(response.status).toBe(303);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^keizoku=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(await clientOf(response).ask(ASK)).toEqual({
      me: { role: 'ENTERPRISE_SALES', person: { signInName: 'known@example.com' } },
    });
  });

  it('says the same of a wrong password, an unknown name, a disabled person and one without a password', async () => {
    await forget();
    await somebody('disabled@example.com');
    await owner.query(`UPDATE person SET disabled_at = now() WHERE sign_in_name = 'disabled@example.com'`);
    await linkOf('unset@example.com');
    const answers = [];
    for (const [name, password] of [
      ['known@example.com', 'not the right one at all'],
      ['unknown@example.com', PASSWORD],
      ['disabled@example.com', PASSWORD],
      ['unset@example.com', ''],
      ['nobody"@example.com', PASSWORD],
    ] as const) {
      await forget();
      const response = await signIn(name, password);
      const page = await response.text();
      // The name that was typed stays in its field, and is nothing but text there.
      const typed = `value="${name.replace('"', '&quot;')}"`;
      expect(page).toContain(typed);
      const body = page.replace(typed, 'value="…"');
      answers.push({ status: response.status, cookies: response.headers.getSetCookie(), body });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    expect(answers[0]).toMatchObject({ status: 401, cookies: [] });
  });

  it('is for our own pages only', async () => {
    const fields = { signInName: 'known@example.com', password: PASSWORD };
    for (const headers of [
      {},
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: api.url, 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      const response = await form('sign-in', fields, headers);
      expect({ headers, status: response.status, cookies: response.headers.getSetCookie() }).toEqual({
        headers,
        status: 403,
        cookies: [],
      });
    }
  });

  it('goes on with no session that the browser had before', async () => {
    await forget();
    const planted = 'P'.repeat(43);
    const fields = { signInName: 'known@example.com', password: PASSWORD };
    const response = await form('sign-in', fields, { origin: api.url, cookie: `keizoku=${planted}` });
    expect(cookieOf(response)).not.toContain(planted);
    const before = await signIn('known@example.com', PASSWORD);
    const after = await form('sign-in', fields, { origin: api.url, cookie: cookieOf(before) });
    expect(cookieOf(after)).not.toBe(cookieOf(before));
    expect((await new ApiClient(api.url, { cookie: `keizoku=${planted}`, origin: api.url }).send(ASK)).status).toBe(
      401,
    );
  });

  it('ends when the person signs out: the cookie is worth nothing afterwards', async () => {
    await forget();
    const client = clientOf(await signIn('known@example.com', PASSWORD));
    expect((await client.send(ASK)).status).toBe(200);
    const out = await form('sign-out', {}, { ...client.headers });
    expect(out.status).toBe(303);
    expect(out.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
    expect((await client.send(ASK)).status).toBe(401);
  });

  it('leads browsers from the query editor to the form, and with a session shows the editor', async () => {
    await forget();
    const html = { accept: 'text/html' };
    const away = await fetch(`${api.url}/graphql`, { headers: html, redirect: 'manual' });
    expect([away.status, away.headers.get('location')]).toEqual([303, '/sign-in']);
    const { cookie = '' } = clientOf(await signIn('known@example.com', PASSWORD)).headers;
    const page = await fetch(`${api.url}/graphql`, { headers: { ...html, cookie }, redirect: 'manual' });
    expect(page.status).toBe(200);
  });

  describe('bars whoever fails too often', () => {
    const failures = async (name: string, count: number): Promise<number[]> => {
      const statuses = [];
      for (let attempt = 0; attempt < count; attempt += 1) statuses.push((await signIn(name, 'wrong again')).status);
      return statuses;
    };

    it('at an account, also with the right password, for twice as long each time', async () => {
      await forget();
      expect(await failures('known@example.com', 6)).toEqual([401, 401, 401, 401, 401, 429]);
      await owner.query(`DELETE FROM sign_in_attempt WHERE subject LIKE 'address:%'`);
      const barred = await signIn('known@example.com', PASSWORD);
      expect(barred.status).toBe(429);
      expect(Number(barred.headers.get('retry-after'))).toBe(60);
      later(60_000);
      expect(await failures('known@example.com', 1)).toEqual([401]);
      await owner.query(`DELETE FROM sign_in_attempt WHERE subject LIKE 'address:%'`);
      expect(Number((await signIn('known@example.com', PASSWORD)).headers.get('retry-after'))).toBe(120);
      later(120_000);
      expect((await signIn('known@example.com', PASSWORD)).status).toBe(303);
      expect(await failures('known@example.com', 2)).toEqual([401, 401]);
    });

    it('at an account that nobody has just as at one that somebody has', async () => {
      await forget();
      expect(await failures('nobody@example.com', 6)).toEqual([401, 401, 401, 401, 401, 429]);
    });

    it('from an address, whatever names it tries', async () => {
      await forget();
      const statuses = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await signIn(`name${n}@example.com`, 'wrong again')).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
      expect((await signIn('known@example.com', PASSWORD)).status).toBe(429);
    });

    it('counting those who try at once', async () => {
      await forget();
      const all = await Promise.all(Array.from({ length: 12 }, () => signIn('known@example.com', 'wrong again')));
      expect(all.filter(({ status }) => status === 401)).toHaveLength(5);
    });

    it('keeps no name and no address of them', async () => {
      await forget();
      await failures('nobody@example.com', 1);
      const { rows } = await owner.query<{ subject: string }>('SELECT subject FROM sign_in_attempt');
      expect(rows.map(({ subject }) => subject.replace(/[0-9a-f]{64}/, '#')).sort()).toEqual([
        'account:#',
        'address:#',
      ]);
      await forget();
    });
  });

  describe('by a one-time link', () => {
    it('sets a password once, by one of two who try at once', async () => {
      const token = await linkOf('raced@example.com');
      expect((await fetch(`${api.url}/set-up?token=${token}`)).status).toBe(200);
      const ends = await Promise.all([1, 2, 3].map(() => form('set-up', { token, password: PASSWORD })));
      const statuses = ends.map(({ status }) => status).sort();
      expect(statuses.filter((status) => status === 303)).toHaveLength(1);
      expect(statuses.every((status) => [303, 410].includes(status))).toBe(true);
      expect((await form('set-up', { token, password: PASSWORD })).status).toBe(410);
      expect((await fetch(`${api.url}/set-up?token=${token}`)).status).toBe(410);
    });

    it('does so for a day, and not after another was made', async () => {
      const old = await linkOf('late@example.com');
      const { rows } = await owner.query<{ id: string }>(
        `SELECT id FROM person WHERE sign_in_name = 'late@example.com'`,
      );
      const { createSetUpLink } = await api.ask<{ createSetUpLink: { setUpLink: string } }>(
        'mutation ($input: CreateSetUpLinkInput!) { createSetUpLink(input: $input) { setUpLink } }',
        { input: { personId: rows[0]?.id } },
      );
      expect((await form('set-up', { token: old, password: PASSWORD })).status).toBe(410);
      const token = new URL(createSetUpLink.setUpLink, api.url).searchParams.get('token') ?? '';
      const now = api.clock.now();
      later(24 * 3_600_000);
      expect((await form('set-up', { token, password: PASSWORD })).status).toBe(410);
      api.clock.moveTo(new Date(now.getTime() + 24 * 3_600_000 - 1));
      expect((await form('set-up', { token, password: PASSWORD })).status).toBe(303);
      api.clock.moveTo(now);
    });

    it('refuses a password that is short, or tried first, and leaves the link', async () => {
      const token = await linkOf('choosy@example.com');
      for (const [password, word] of [
        ['elevenchars', 'at least 12'],
        ['password1234', 'tried first'],
        ['qwertyuiop12', 'tried first'],
        ['choosy@example.com', 'tried first'],
        ['aaaaaaaaaaaaaaaa', 'tried first'],
        ['x'.repeat(201), 'at most 200'],
      ] as const) {
        const response = await form('set-up', { token, password });
        expect({ password, status: response.status }).toEqual({ password, status: 422 });
        expect(await response.text()).toContain(word);
      }
      expect((await form('set-up', { token, password: PASSWORD })).status).toBe(303);
    });

    it('ends the sessions there were: whoever had them signs in anew', async () => {
      const token = await linkOf('again@example.com');
      const first = clientOf(await form('set-up', { token, password: PASSWORD }));
      const { rows } = await owner.query<{ id: string }>(
        `SELECT id FROM person WHERE sign_in_name = 'again@example.com'`,
      );
      const { createSetUpLink } = await api.ask<{ createSetUpLink: { setUpLink: string } }>(
        'mutation ($input: CreateSetUpLinkInput!) { createSetUpLink(input: $input) { setUpLink } }',
        { input: { personId: rows[0]?.id } },
      );
      const again = new URL(createSetUpLink.setUpLink, api.url).searchParams.get('token') ?? '';
      expect((await first.send(ASK)).status).toBe(200);
      expect((await form('set-up', { token: again, password: `${PASSWORD} two` })).status).toBe(303);
      expect((await first.send(ASK)).status).toBe(401);
      await forget();
      expect((await signIn('again@example.com', PASSWORD)).status).toBe(401);
      expect((await signIn('again@example.com', `${PASSWORD} two`)).status).toBe(303);
    });
  });

  it('leaves no password, token or hash in the audit trail', async () => {
    const { rows } = await owner.query<{ said: string }>('SELECT e::text AS said FROM audit_entry e');
    const hashes = await owner.query<{ hash: string }>(
      `SELECT password_hash AS hash FROM person WHERE password_hash IS NOT NULL
       UNION SELECT token_hash FROM session UNION SELECT token_hash FROM set_up_link UNION SELECT secret_hash FROM api_key`,
    );
    const all = rows.map(({ said }) => said).join('\n');
    expect(rows.length).toBeGreaterThan(10);
    for (const secret of [PASSWORD, 'known@example.com', 'Somebody', ...hashes.rows.map(({ hash }) => hash)])
      expect(all).not.toContain(secret);
  });
});
