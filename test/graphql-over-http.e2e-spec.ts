import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';

import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** A document that cannot be answered is a 400 to everybody, not a 200 to those who accept application/json only. */
const OTHERWISE = new Set(['572B', 'FDE2', '7B9B']);

describe('GraphQL over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  // The header that Apollo's guard against forged requests wants of what browsers would send by themselves.
  const asked: typeof fetch = (url, init) =>
    fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), ...api.headers, 'apollo-require-preflight': 'yes' },
    });
  const audits = serverAudits({ url: () => `${api.url}/graphql`, fetchFn: asked });

  it('is audited in full', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s: %s', async (id, name, audit) => {
    const { status } = await audit();
    expect(status).toBe(OTHERWISE.has(id) && !name.startsWith('MUST') ? 'warn' : 'ok');
  });
});
