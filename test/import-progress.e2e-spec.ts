import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';

import { StoppedClock } from '#platform';
import { JudgeCatalogue, ReadCatalogueImport } from '#catalogue';
import { EnterInstalledBase } from '#contracts';

import { catalogueWorkbook, type ListedLine, partNumber } from './support/catalogue-workbook.ts';
import { importRead, startTestApi, type TestApi } from './support/start-test-api.ts';

const START = 'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id state } }';
const CANCEL =
  'mutation ($input: CancelCatalogueImportInput!) { cancelCatalogueImport(input: $input) { id state version { id } } }';
const FOLLOW = `subscription ($id: ID!) { catalogueImportProgress(id: $id) {
  state rowsRead progress { phase rows totalRows rowsPerSecond remainingSeconds } version { offeringCount } } }`;

const lines = (count: number, notes: string): ListedLine[] =>
  Array.from({ length: count }, (_, index) => ({ partNumber: partNumber(index), notes }));

/** A list that takes some seconds, as text: no workbook of its length is made as quickly. */
const longList = (notes: string): Uint8Array => {
  const header = '商品番号,サービス名,区分,サービスレベル,期間(月),マシンタイプ,製品名,価格(税抜),備考';
  const row = (index: number): string =>
    `${partNumber(index)},1年 継続,継続,NBD 9x5,12,7X06,ThinkSystem SR650,${1_000 + index},${notes}`;
  return Buffer.from([header, ...Array.from({ length: LONG }, (_, index) => row(index))].join('\n'));
};
const LONG = 40_000;

/** Without time that passes there is no rate. */
class GoingClock extends StoppedClock {
  override now(): Date {
    return new Date(super.now().getTime() + performance.now());
  }
}

interface Progress {
  readonly phase: string;
  readonly rows: number;
  readonly rowsPerSecond: number | null;
  readonly remainingSeconds: number | null;
}

interface Told {
  readonly data?: { catalogueImportProgress: { state: string; progress: { phase: string; rows: number } | null } };
  readonly errors?: readonly { extensions: { code: string } }[];
}

describe('an import while it is read', () => {
  let api: TestApi;

  const started = async (content: Uint8Array, input: object = {}): Promise<string> => {
    const uploadId = await api.upload(content);
    const answer = await api.ask<{ startCatalogueImport: { id: string } }>(START, { input: { uploadId, ...input } });
    return answer.startCatalogueImport.id;
  };
  const publish = async (content: Uint8Array): Promise<void> => {
    const id = await started(content, { effectiveOn: '2026-10-01' });
    await importRead(api, id);
    await api.ask(`mutation { publishCatalogue(input: { importId: "${id}" }) { __typename } }`);
  };
  const follow = (id: string, init: object = {}): Promise<Response> =>
    fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...api.headers },
      body: JSON.stringify({ query: FOLLOW, variables: { id } }),
      ...init,
    });
  const toldBy = async (response: Response): Promise<{ told: Told[]; complete: boolean }> => {
    const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('event:'));
    const told = events.flatMap((event) => {
      const data = /^event: next\ndata: (.*)$/s.exec(event)?.[1];
      return data === undefined ? [] : [JSON.parse(data) as Told];
    });
    return { told, complete: events.at(-1)?.startsWith('event: complete') ?? false };
  };
  const count = async (sql: string): Promise<unknown> => {
    const client = new pg.Client(api.ownerUrl);
    await client.connect();
    const { rows } = await client.query<object>(sql);
    await client.end();
    return rows[0];
  };

  beforeAll(async () => {
    api = await startTestApi({ clock: new GoingClock(new Date('2026-11-02T10:00:00+09:00'), 'Asia/Tokyo') });
  });
  afterAll(() => api.close());

  it('is followed by a subscription until it has ended', async () => {
    const id = await started(await catalogueWorkbook(lines(3_000, 'followed')));
    const response = await follow(id);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const { told, complete } = await toldBy(response);
    expect(complete).toBe(true);
    const states = told.map(({ data }) => data?.catalogueImportProgress.state);
    expect(states.length).toBeGreaterThan(1);
    expect(states.at(-1)).toBe('DRAFT');
    expect(told.at(-1)?.data?.catalogueImportProgress).toEqual({
      state: 'DRAFT',
      rowsRead: 3_000,
      progress: { phase: 'DONE', rows: 3_000, totalRows: 3_000, rowsPerSecond: null, remainingSeconds: 0 },
      version: { offeringCount: 3_000 },
    });
    // What polling tells is the same.
    const polled = await api.ask('query ($id: ID!) { catalogueImport(id: $id) { state progress { phase rows } } }', {
      id,
    });
    expect(polled).toEqual({ catalogueImport: { state: 'DRAFT', progress: { phase: 'DONE', rows: 3_000 } } });
  });

  it('is told of once when it has ended already, and not at all when there is none', async () => {
    const id = await started(await catalogueWorkbook(lines(3, 'ended')));
    await importRead(api, id);
    expect((await toldBy(await follow(id))).told).toMatchObject([
      { data: { catalogueImportProgress: { state: 'DRAFT' } } },
    ]);
    const { told, complete } = await toldBy(await follow(randomUUID()));
    expect(told).toMatchObject([{ errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
    expect(complete).toBe(true);
  });

  it.each([
    { of: 'a query', query: '{ __typename }', code: 'BAD_USER_INPUT' },
    { of: 'what is no document', query: 'subscription {', code: 'GRAPHQL_PARSE_FAILED' },
    { of: 'a field there is not', query: 'subscription { nothing }', code: 'GRAPHQL_VALIDATION_FAILED' },
    { of: 'too long a document', query: `subscription { ${'a '.repeat(2_000)} }`, code: 'GRAPHQL_PARSE_FAILED' },
    { of: 'nothing', query: undefined, code: 'BAD_USER_INPUT' },
  ])('streams no answer to $of', async ({ query, code }) => {
    const response = await follow('', { body: JSON.stringify({ query }) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('is followed by a hundred at once and no more, who may poll', async () => {
    const id = await started(await catalogueWorkbook(lines(8_000, 'a crowd')));
    const controller = new AbortController();
    const crowd = await Promise.all(Array.from({ length: 101 }, () => follow(id, { signal: controller.signal })));
    const refused = crowd.filter(({ status }) => status !== 200);
    expect(refused.map(({ status }) => status)).toEqual([503]);
    expect(await refused[0]?.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
    controller.abort();
    await importRead(api, id);
  });

  it('is followed by browsers, which say everything in the address', async () => {
    const id = await started(await catalogueWorkbook(lines(3, 'ended')));
    await importRead(api, id);
    const asked = (variables: string): string =>
      `graphql/stream?${new URLSearchParams({ query: FOLLOW, variables }).toString()}`;
    const { told, complete } = await toldBy(await api.get(asked(JSON.stringify({ id }))));
    expect(told).toMatchObject([{ data: { catalogueImportProgress: { state: 'DRAFT' } } }]);
    expect(complete).toBe(true);
    for (const variables of ['{', '"text"', '1']) {
      const response = await api.get(asked(variables));
      expect({ variables, status: response.status }).toEqual({ variables, status: 400 });
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: 'variables' } }],
      });
    }
    // A list has no names, so the id is missing; the answer says so as any other would.
    expect((await toldBy(await api.get(asked('[]')))).told).toMatchObject([
      { errors: [{ message: expect.any(String) }] },
    ]);
  });

  it('ends no other stream when one is broken off, and gives its connection back', async () => {
    const id = await started(await catalogueWorkbook(lines(10, 'broken off')));
    for (let attempt = 0; attempt < 120; attempt += 1) {
      const controller = new AbortController();
      const response = await follow(id, { signal: controller.signal });
      expect(response.status).toBe(200);
      controller.abort();
    }
    await importRead(api, id);
    expect((await toldBy(await follow(id))).complete).toBe(true);
    expect(await api.ask('{ serviceOfferings { totalCount } }')).toEqual({ serviceOfferings: { totalCount: 0 } });
  });

  /** Polls until an import is in a phase and has done rows of it, or has ended. */
  const reached = async (id: string, phase: string): Promise<Progress> => {
    for (;;) {
      const { catalogueImport } = await api.ask<{ catalogueImport: { state: string; progress: Progress | null } }>(
        'query ($id: ID!) { catalogueImport(id: $id) { state progress { phase rows rowsPerSecond remainingSeconds } } }',
        { id },
      );
      const { state, progress } = catalogueImport;
      if (progress?.phase === phase && progress.rows > 0) return progress;
      if (state !== 'WAITING' && state !== 'READING') throw new Error(`it has ended as ${state} before ${phase}`);
      await sleep(20);
    }
  };

  it('tells its rows, their rate and the time that is left while the file is still read', async () => {
    const id = await started(longList('told'));
    const stream = follow(id);
    const { rows, rowsPerSecond, remainingSeconds } = await reached(id, 'READING');
    expect(rows).toBeLessThanOrEqual(LONG + 1);
    expect(rowsPerSecond).toBeGreaterThan(0);
    expect(remainingSeconds).toBeGreaterThanOrEqual(0);
    const phases = (await toldBy(await stream)).told.map(({ data }) => data?.catalogueImportProgress.progress);
    expect(phases.some((progress) => progress?.phase === 'READING' && progress.rows > 0)).toBe(true);
    expect(phases.at(-1)).toMatchObject({ phase: 'DONE', rows: LONG });
  }, 120_000);

  it.each(['READING', 'WRITING'])(
    'lets the worker go within two seconds when it is cancelled while %s',
    async (phase) => {
      const reading = jest.spyOn(ReadCatalogueImport.prototype, 'run');
      try {
        const id = await started(longList(`cancelled while ${phase}`));
        await reached(id, phase);
        const begun = performance.now();
        await api.ask(CANCEL, { input: { importId: id } });
        await reading.mock.results.at(-1)?.value;
        expect(performance.now() - begun).toBeLessThan(2_000);
        expect(
          await count(`SELECT count(*)::int AS versions FROM catalogue_version v JOIN catalogue_import i
        ON i.version_id = v.id WHERE i.id = '${id}'`),
        ).toEqual({ versions: 0 });
      } finally {
        reading.mockRestore();
      }
    },
    120_000,
  );

  it('lets the worker go within two seconds when it is cancelled while it is judged, whatever the database is at', async () => {
    const reading = jest.spyOn(ReadCatalogueImport.prototype, 'run');
    // A statement that would take much longer, as the first thing that is judged.
    const judging = jest.spyOn(JudgeCatalogue.prototype, 'run').mockImplementation(async (tx) => {
      await tx.rows('SELECT pg_sleep(7)');
      return [];
    });
    try {
      await publish(await catalogueWorkbook(lines(3, 'to be held against')));
      const id = await started(await catalogueWorkbook(lines(4, 'judged for long')));
      while (judging.mock.calls.length === 0) await sleep(20);
      const begun = performance.now();
      await api.ask(CANCEL, { input: { importId: id } });
      await reading.mock.results.at(-1)?.value;
      expect(performance.now() - begun).toBeLessThan(2_000);
    } finally {
      judging.mockRestore();
      reading.mockRestore();
    }
  }, 120_000);

  it('is cancelled within two seconds, leaves nothing, and may be imported again', async () => {
    const file = await catalogueWorkbook(lines(12_000, 'cancelled'));
    const id = await started(file);
    const stream = follow(id);
    for (let state = ''; state !== 'READING'; await sleep(50)) {
      const { catalogueImport } = await api.ask<{ catalogueImport: { state: string } }>(
        'query ($id: ID!) { catalogueImport(id: $id) { state } }',
        { id },
      );
      state = catalogueImport.state;
    }
    expect(await api.ask(CANCEL, { input: { importId: id } })).toEqual({
      cancelCatalogueImport: { id, state: 'CANCELLED', version: null },
    });
    const { told, complete } = await toldBy(await stream);
    expect(complete).toBe(true);
    expect(told.at(-1)?.data?.catalogueImportProgress.state).toBe('CANCELLED');
    // The worker is free again: the next list does not wait for the cancelled one, and that one stays as it is.
    expect(await importRead(api, await started(await catalogueWorkbook(lines(5, 'next'))))).toMatchObject({
      state: 'DRAFT',
    });
    expect(
      await api.problem(`mutation { publishCatalogue(input: { importId: "${id}" }) { __typename } }`),
    ).toMatchObject({
      extensions: { code: 'CONFLICT', state: 'CANCELLED' },
    });
    expect(await count(`SELECT count(*)::int AS versions FROM catalogue_version WHERE offering_count = 12000`)).toEqual(
      {
        versions: 0,
      },
    );
    // Counted now, the database takes a version that it has not seen for one row.
    await count('ANALYZE');
    expect(await started(file)).toBe(id);
    expect(await importRead(api, id)).toMatchObject({ state: 'DRAFT', version: { offeringCount: 12_000 } });
    expect(await api.problem(CANCEL, { input: { importId: id } })).toMatchObject({
      extensions: { code: 'CONFLICT', state: 'DRAFT' },
    });
  }, 120_000);

  describe('of a list of machines', () => {
    const MACHINES = 20_000;
    /** Columns that nobody asked for: reading them takes some seconds, entering the machines no longer than without. */
    const OTHER_COLUMNS = Array.from({ length: 80 }, (_, n) => `メモ${n}`);
    const PROGRESS = 'state progress { phase rows rowsRead total done machines perSecond remainingSeconds }';
    interface ListProgress extends Record<'rows' | 'rowsRead' | 'total' | 'done' | 'machines', number> {
      readonly phase: string;
      readonly perSecond: number | null;
      readonly remainingSeconds: number | null;
    }
    interface List {
      readonly id: string;
      readonly state: string;
      readonly progress: ListProgress | null;
    }

    const startedList = async (of: string): Promise<string> => {
      const header = ['製品番号,シリアル番号,顧客名,保証開始日,基本保証(月)', ...OTHER_COLUMNS].join(',');
      const others = OTHER_COLUMNS.map((name) => `,${name}の値`).join('');
      const rows = Array.from(
        { length: MACHINES },
        (_, n) => `7X06CTO1WW,${of}${String(n).padStart(6, '0')},青葉,2025/4/1,36${others}`,
      );
      const uploadId = await api.upload(Buffer.from([header, ...rows].join('\n')));
      const { startInstalledBaseImport } = await api.ask<{ startInstalledBaseImport: { id: string } }>(
        'mutation ($input: StartInstalledBaseImportInput!) { startInstalledBaseImport(input: $input) { id } }',
        { input: { uploadId } },
      );
      return startInstalledBaseImport.id;
    };
    const listOf = async (id: string): Promise<List> =>
      (
        await api.ask<{ installedBaseImport: List }>(
          `query ($id: ID!) { installedBaseImport(id: $id) { id ${PROGRESS} } }`,
          { id },
        )
      ).installedBaseImport;
    const seenReading = async (id: string, state: string): Promise<ListProgress> => {
      for (;;) {
        const { state: now, progress } = await listOf(id);
        if (now === state && progress?.phase === 'READING' && progress.rows > 0) return progress;
        if (!['WAITING', state].includes(now)) throw new Error(`it was ${now} before its reading was seen`);
        await sleep(20);
      }
    };
    const followed = async (id: string): Promise<List[]> => {
      const response = await follow(id, {
        body: JSON.stringify({
          query: `subscription ($id: ID!) { installedBaseImportProgress(id: $id) { id ${PROGRESS} } }`,
          variables: { id },
        }),
      });
      const { told, complete } = await toldBy(response);
      expect(complete).toBe(true);
      return told.map(
        ({ data }) => (data as unknown as { installedBaseImportProgress: List }).installedBaseImportProgress,
      );
    };

    it('tells its rows, their rate and the time that is left while the file is read, by polling and by subscription', async () => {
      const id = await startedList('TOLD');
      const stream = followed(id);
      const { rows, rowsRead, perSecond, remainingSeconds } = await seenReading(id, 'CHECKING');
      expect(rows).toBeLessThanOrEqual(MACHINES + 1);
      expect(rowsRead).toBe(0);
      expect(perSecond).toBeGreaterThan(0);
      expect(remainingSeconds).toBeGreaterThanOrEqual(0);
      const told = await stream;
      expect(told.some(({ progress }) => progress?.phase === 'READING' && progress.rows > 0)).toBe(true);
      expect(told.at(-1)).toMatchObject({
        state: 'CHECKED',
        progress: { phase: 'DONE', rowsRead: MACHINES, total: MACHINES, done: MACHINES },
      });
    }, 120_000);

    it('is read again before its machines are entered, and lets the worker go when it is cancelled meanwhile', async () => {
      const id = await startedList('CANCELLED');
      await followed(id);
      await api.ask('mutation ($id: ID!) { applyInstalledBaseImport(input: { importId: $id }) { id } }', { id });
      const entering = jest.spyOn(EnterInstalledBase.prototype, 'run');
      try {
        const stream = followed(id);
        const { rowsRead, done } = await seenReading(id, 'APPLYING');
        expect({ rowsRead, done }).toEqual({ rowsRead: MACHINES, done: 0 });
        await api.ask('mutation ($id: ID!) { cancelInstalledBaseImport(input: { importId: $id }) { id } }', { id });
        const told = await stream;
        expect(told.at(-1)).toMatchObject({ state: 'CANCELLED', progress: { machines: 0 } });
        await entering.mock.results.at(-1)?.value;
        expect((await listOf(id)).progress).toMatchObject({ phase: 'READING', machines: 0, done: 0 });
      } finally {
        entering.mockRestore();
      }
    }, 120_000);
  });
});
