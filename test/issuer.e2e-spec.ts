import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ApiClient } from './support/api-client.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';
import { AUDIENCE, CLIENT_ID, TestIssuer } from './support/test-issuer.ts';

const ME = '{ me { actor role } }';

describe('an issuer that is trusted', () => {
  let api: TestApi;
  let issuer: TestIssuer;
  let personId: string;

  const statusWith = async (token: string): Promise<number> =>
    (await new ApiClient(api.url, { authorization: `Bearer ${token}` }).send(ME)).status;

  const change = async (input: object): Promise<void> => {
    await api.ask('mutation ($input: ChangePersonInput!) { changePerson(input: $input) { id } }', {
      input: { personId, ...input },
    });
  };

  beforeAll(async () => {
    issuer = await TestIssuer.start(() => api.clock.now());
    api = await startTestApi({
      today: '2026-11-02',
      signIn: {
        oidcIssuer: issuer.url,
        oidcAudience: AUDIENCE,
        oidcClientId: CLIENT_ID,
        publicUrl: 'http://keizoku.example',
      },
    });
    const { createPerson } = await api.ask<{ createPerson: { person: { id: string }; setUpLink: string | null } }>(
      'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { person { id } setUpLink } }',
      {
        input: {
          signInName: 'somebody@example.com',
          displayName: 'Somebody',
          role: 'ENTERPRISE_SALES',
          issuer: issuer.url,
          subject: 'somebody',
        },
      },
    );
    expect(createPerson.setUpLink).toBeNull();
    personId = createPerson.person.id;
  });
  afterAll(async () => {
    await api.close();
    await issuer.close();
  });

  it('says who asks; what they may, our tables say', async () => {
    const client = new ApiClient(api.url, { authorization: `Bearer ${await issuer.token()}` });
    expect(await client.ask(ME)).toEqual({ me: { actor: `person:${personId}`, role: 'ENTERPRISE_SALES' } });
    await change({ role: 'ACCOUNT_MANAGER' });
    expect(await client.ask(ME)).toMatchObject({ me: { role: 'ACCOUNT_MANAGER' } });
    await change({ role: 'ENTERPRISE_SALES' });
  });

  it('is believed nothing that is not sound, meant for us, and in time', async () => {
    const seconds = Math.floor(api.clock.now().getTime() / 1000);
    const sound = await issuer.token();
    const [header = '', payload = '', signature = ''] = sound.split('.');
    const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const other = await TestIssuer.start(() => api.clock.now());
    const wrong: Record<string, string> = {
      none: `${encoded({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      'none with a signature': `${encoded({ alg: 'none', typ: 'at+jwt' })}.${payload}.${signature}`,
      'the public key as a secret': await issuer.tokenWithPublicKeyAsSecret(),
      'another audience': await issuer.token({ claims: { aud: 'somebody-else' } }),
      'another issuer': await issuer.token({ claims: { iss: 'https://elsewhere.example' } }),
      'another issuer’s key': await other.token({ claims: { iss: issuer.url } }),
      expired: await issuer.token({ claims: { exp: seconds - 31 } }),
      'not yet': await issuer.token({ claims: { nbf: seconds + 31 } }),
      'without an end': await issuer.token({ claims: { exp: undefined } }),
      'an id token': await issuer.token({ header: { typ: 'JWT' } }),
      'without a type': await issuer.token({ header: { typ: undefined } }),
      tampered: `${header}.${encoded({ ...claims, sub: 'somebody else' })}.${signature}`,
      'of nobody we know': await issuer.token({ subject: 'nobody' }),
    };
    await other.close();
    for (const [what, token] of Object.entries(wrong))
      expect({ what, status: await statusWith(token) }).toEqual({ what, status: 401 });
    expect(await statusWith(sound)).toBe(200);
    expect(await statusWith(await issuer.token({ claims: { exp: seconds - 29 } }))).toBe(200);
  });

  it('does not keep a person in who is disabled here', async () => {
    const token = await issuer.token();
    expect(await statusWith(token)).toBe(200);
    await change({ disabled: true });
    expect(await statusWith(token)).toBe(401);
    await change({ disabled: false });
  });

  it('is not asked for its keys for each token that names an unknown one', async () => {
    const asked = issuer.keysAsked;
    for (let n = 0; n < 5; n += 1)
      expect(await statusWith(await issuer.token({ header: { kid: `made-up-${n}` } }))).toBe(401);
    expect(issuer.keysAsked - asked).toBeLessThanOrEqual(1);
  });

  describe('signs people in', () => {
    /** Goes where a browser is sent; answers what it ends with. */
    const follow = async (changed: (address: URL) => void = () => undefined): Promise<Response> => {
      const away = await fetch(`${api.url}/sign-in/oidc`, { redirect: 'manual' });
      const errand = away.headers.getSetCookie()[0] ?? '';
      expect(errand).toMatch(/^keizoku-errand=[\w-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
      const granted = await fetch(away.headers.get('location') ?? '', { redirect: 'manual' });
      const back = new URL(granted.headers.get('location') ?? '');
      expect(back.origin).toBe('http://keizoku.example');
      changed(back);
      return fetch(`${api.url}${back.pathname}${back.search}`, {
        redirect: 'manual',
        headers: { cookie: errand.split(';')[0] ?? '' },
      });
    };
    const sessionOf = (response: Response): string | undefined =>
      response.headers
        .getSetCookie()
        .find((cookie) => cookie.startsWith('keizoku='))
        ?.split(';')[0];

    it('that are known here', async () => {
      const end = await follow();
      expect(end.status).toBe(303);
      const client = new ApiClient(api.url, { cookie: sessionOf(end) ?? '', origin: api.url });
      expect(await client.ask(ME)).toMatchObject({ me: { actor: `person:${personId}` } });
    });

    it('and nobody else, nor whoever comes back with another errand', async () => {
      issuer.subject = 'nobody';
      const unknown = await follow();
      issuer.subject = 'somebody';
      const ends = [
        unknown,
        await follow((address) => address.searchParams.set('state', 'another')),
        await follow((address) => address.searchParams.set('code', 'another')),
        await fetch(`${api.url}/sign-in/oidc/callback?code=x&state=y`, { redirect: 'manual' }),
      ];
      for (const end of ends) expect([end.status, sessionOf(end)]).toEqual([403, undefined]);
    });
  });
});

describe('over https', () => {
  it('a session is in a cookie that no other host and no unsafe page can set', async () => {
    const api = await startTestApi({ signIn: { publicUrl: 'https://keizoku.example' } });
    try {
      const { createPerson } = await api.ask<{ createPerson: { setUpLink: string } }>(
        'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { setUpLink } }',
        { input: { signInName: 'safe@example.com', displayName: 'Safe', role: 'ENTERPRISE_SALES' } },
      );
      const link = new URL(createPerson.setUpLink);
      expect(link.origin).toBe('https://keizoku.example');
      const response = await fetch(`${api.url}/set-up`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: api.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          token: link.searchParams.get('token') ?? '',
          password: 'correct horse battery staple',
        }).toString(),
      });
      expect(response.headers.getSetCookie()[0]).toMatch(
        /^__Host-keizoku=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax; Secure$/,
      );
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const statusWith = async (sent: string): Promise<number> =>
        (await new ApiClient(api.url, { cookie: sent, origin: api.url }).send(ME)).status;
      expect(await statusWith(cookie)).toBe(200);
      expect(await statusWith(cookie.replace('__Host-', ''))).toBe(401);
    } finally {
      await api.close();
    }
  });
});
