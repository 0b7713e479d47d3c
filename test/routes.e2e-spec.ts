import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ACCESS_TABLE, admits, type Role, ROLES, rowOfRoute, SCOPES, type Scope } from '#access';

import type { ApiClient } from './support/api-client.ts';
import { aMachine } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const RESELLER = 'Aoba Trading';
const CUSTOMER = 'Customer of Aoba';
const NO_ID = '00000000-0000-4000-8000-000000000000';

/** The pages on which people sign in are for anybody; they have specs of their own. */
const ROUTES = Object.keys(ACCESS_TABLE.routes).filter((route) => !/sign-|set-up/.test(route));

/** Which doors there are for whom, asked over HTTP as each kind of caller. */
describe('the routes beside GraphQL', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi({ withCatalogue: true });
    await aMachine(api, { reseller: RESELLER, customer: CUSTOMER });
  });
  afterAll(() => api.close());

  async function ask(client: ApiClient, route: string): Promise<{ status: number; code: unknown }> {
    const [method = '', path = ''] = route.split(' ');
    const address = path.replace(':type', 'csv').replace(':id', NO_ID);
    const response = await fetch(`${api.url}${address}`, { method, headers: client.headers, redirect: 'manual' });
    const text = await response.text();
    const said = (text.startsWith('{') ? JSON.parse(text) : {}) as {
      error?: { code: string };
      errors?: { extensions: { code: string } }[];
    };
    return { status: response.status, code: said.error?.code ?? said.errors?.[0]?.extensions.code };
  }

  const personOf = (role: Role): Promise<ApiClient> =>
    api.as(role, {
      reseller: role === 'RESELLER' ? RESELLER : undefined,
      customers: role === 'ACCOUNT_MANAGER' ? [CUSTOMER] : undefined,
    });

  /** What a caller of a role and, for a key, with a scope hears of each route: come in, or not. */
  async function heard(client: ApiClient): Promise<Record<string, string>> {
    const answers: Record<string, string> = {};
    for (const route of ROUTES) {
      const { status, code } = await ask(client, route);
      expect([200, 400, 403, 404]).toContain(status);
      expect([route, code === 'FORBIDDEN']).toEqual([route, status === 403]);
      answers[route] = status === 403 ? 'refused' : 'let in';
    }
    return answers;
  }

  const wanted = (role: Role, scopes?: readonly Scope[]): Record<string, string> =>
    Object.fromEntries(
      ROUTES.map((route) => [route, admits(rowOfRoute(route), { role, scopes }) ? 'let in' : 'refused']),
    );

  it.each(ROLES)('let in and refuse as the access table says: people, %s', async (role) => {
    expect(await heard(await personOf(role))).toEqual(wanted(role));
  });

  it.each(SCOPES)('let in and refuse as the access table says: keys for %s', async (scope) => {
    expect(await heard(await api.withKey({ role: 'ADMINISTRATOR' }, [scope]))).toEqual(
      wanted('ADMINISTRATOR', [scope]),
    );
    if (scope === 'ACCESS_WRITE' || scope === 'CATALOGUE_WRITE' || scope === 'INSTALLED_BASE_WRITE') return;
    expect(await heard(await api.withKey({ role: 'RESELLER', reseller: RESELLER }, [scope]))).toEqual(
      wanted('RESELLER', [scope]),
    );
  });

  it.each(ROUTES)('let nobody in who is not known: %s', async (route) => {
    expect(await ask(api.unknown, route)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('and what is no route is not found, with a code, by whoever asks', async () => {
    expect(await ask(api, 'GET /nothing/here')).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect(await ask(api, 'DELETE /exports/machines.csv')).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect(await ask(api.unknown, 'GET /nothing/here')).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });
});
