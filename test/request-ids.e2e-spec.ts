import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { ProcessLog } from '#platform';

import { startTestApi, type TestApi } from './support/start-test-api.ts';

interface Line {
  readonly level: number;
  readonly requestId?: string;
  readonly error?: { readonly code?: string };
}

const ERROR = 50;

describe('what fails on our side', () => {
  const lines: string[] = [];
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi({ logger: new ProcessLog('trace', 'api', { write: (line) => void lines.push(line) }) });
    const owner = new pg.Client(api.ownerUrl);
    await owner.connect();
    await owner.query('ALTER TABLE machine RENAME COLUMN serial TO hidden');
    await owner.end();
  });
  afterAll(() => api.close());

  const linesOf = (requestId: string | null): Line[] =>
    lines.map((line) => JSON.parse(line) as Line).filter((line) => line.requestId === requestId);

  it.each([
    ['a query', 'graphql', { query: '{ machines { nodes { serial } } }' }],
    ['a file', 'exports/machines.csv', undefined],
  ] as const)('is found in the log by the id that %s was answered with', async (_, path, body) => {
    const asked =
      body === undefined
        ? api.get(path)
        : fetch(`${api.url}/${path}`, {
            method: 'POST',
            headers: { ...api.headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
    const response = await asked;
    const requestId = response.headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.text()).toContain(`"requestId":"${requestId ?? ''}"`);
    // PostgreSQL's code for a column that there is not.
    expect(linesOf(requestId)).toContainEqual(expect.objectContaining({ level: ERROR }));
    expect(JSON.stringify(linesOf(requestId))).toContain('42703');
  });

  it('is told apart from what others asked', async () => {
    const [one, other] = [await api.get('exports/machines.csv'), await api.get('exports/machines.csv')];
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
  });
});
