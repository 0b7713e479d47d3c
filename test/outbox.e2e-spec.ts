import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { operator, worker } from '#access';
import { Database, type Destination, destinationsOf, OutboxSender, type OutgoingMessage } from '#platform';

import { aMachine } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const WORKER = join(resolve(import.meta.dirname, '..'), 'dist', 'apps', 'worker', 'src', 'main.js');
const SECRET = 'a-secret-that-only-the-two-of-us-know';
const NOTHING_SET = {
  webhookEndpoints: [],
  webhookSecret: undefined,
  webhookAllowLoopback: false,
  smtpUrl: undefined,
  mailFrom: undefined,
  mailTo: [],
};

/** Waits until it is so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 15_000; tries += 1) {
    if (await isSo()) return;
    await new Promise((settle) => setTimeout(settle, 10));
  }
  throw new Error('it did not come to that');
}

/** Somebody else's system that is told of changes. */
class Receiver {
  readonly calls: { headers: IncomingHttpHeaders; body: string }[] = [];
  /** Called before each answer; what it answers is the status. */
  answer: (call: number) => number | Promise<number> = () => 204;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        const number = this.calls.push({ headers: request.headers, body });
        void Promise.resolve(this.answer(number)).then((status) => response.writeHead(status).end());
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((listening) => receiver.server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  get ids(): string[] {
    return this.calls.map(({ headers }) => String(headers['webhook-id']));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

describe('the outbox', () => {
  let api: TestApi;
  let database: Database;
  let owner: pg.Client;
  let senders: OutboxSender[];

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
    database = new Database(api.loginUrl);
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await database.close();
    await api.close();
  });
  beforeEach(async () => {
    senders = [];
    await owner.query('TRUNCATE outbox_message, outbox_delivery');
  });
  afterEach(() => Promise.all(senders.map((sender) => sender.stop())));

  function sending(...destinations: Destination[]): OutboxSender {
    const failed = (cause: unknown): void => console.error(cause);
    const sender = new OutboxSender(database, api.clock, worker, destinations, failed, 5);
    senders.push(sender);
    sender.start();
    return sender;
  }

  /** Somewhere that keeps what it gets, or does what is said instead. */
  function somewhere(
    name: string,
    instead?: (message: OutgoingMessage) => Promise<void>,
  ): Destination & { got: string[] } {
    const got: string[] = [];
    const send = async (message: OutgoingMessage): Promise<void> => {
      await instead?.(message);
      got.push(message.id);
    };
    return { name, wants: () => true, send, got };
  }

  /** Announces that many changes; answers the ids of the messages. */
  async function announced(count: number): Promise<string[]> {
    await database.write(operator, async (tx) => {
      tx.begin({ operation: 'testOperation', at: api.clock.now() });
      for (let index = 0; index < count; index += 1)
        tx.record({ stream: 'regions', entity: 'Test', after: { index }, announces: 'RegionsImported' });
    });
    const { rows } = await owner.query<{ id: string }>('SELECT id FROM outbox_message ORDER BY id');
    return rows.map(({ id }) => id);
  }

  const states = async (): Promise<string[]> =>
    (await owner.query<{ state: string }>('SELECT DISTINCT state FROM outbox_message ORDER BY 1')).rows.map(
      ({ state }) => state,
    );
  const allAre = (state: string) => async (): Promise<boolean> => String(await states()) === state;

  it('keeps what nobody is told of, and shows it', async () => {
    const machine = await aMachine(api);
    sending();
    await until(allAre('NO_DESTINATION'));
    const { outboxMessages } = await api.ask<{ outboxMessages: { nodes: object[]; totalCount: number } }>(
      '{ outboxMessages(state: NO_DESTINATION) { totalCount nodes { kind machineId payload createdAt deliveries { destination } } } }',
    );
    expect(outboxMessages).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          kind: 'MachineRecorded',
          machineId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          payload: { operation: 'recordMachine', entity: 'Machine', after: { serial: machine.serial } },
          createdAt: api.clock.now().toISOString(),
          deliveries: [],
        },
      ],
    });
  });

  it('sends each message once to each destination, also when two workers send', async () => {
    const ids = await announced(250);
    const [one, other] = [somewhere('one'), somewhere('other')];
    sending(one, other);
    sending(one, other);
    await until(allAre('SENT'));
    expect(one.got.toSorted()).toEqual(ids);
    expect(other.got.toSorted()).toEqual(ids);
  });

  it('tries eight times within a day, then gives up and shows it', async () => {
    await announced(1);
    const begun = api.clock.now().getTime();
    const tries: number[] = [];
    const broken = somewhere('broken', async () => {
      tries.push((api.clock.now().getTime() - begun) / 3_600_000);
      throw new Error(`HTTP ${500 + tries.length}`);
    });
    sending(broken);
    const waiting = async (): Promise<Date | null | undefined> =>
      (await owner.query<{ next_try_at: Date | null }>('SELECT next_try_at FROM outbox_delivery')).rows[0]?.next_try_at;
    for (let number = 1; number < 8; number += 1) {
      await until(
        async () => tries.length === number && ((await waiting())?.getTime() ?? 0) > api.clock.now().getTime(),
      );
      api.clock.moveTo((await waiting()) as Date);
    }
    await until(allAre('FAILED'));
    expect(tries).toHaveLength(8);
    expect(tries.at(-1)).toBeGreaterThan(20);
    expect(tries.at(-1)).toBeLessThanOrEqual(24);
    const { outboxMessages } = await api.ask<{ outboxMessages: { nodes: object[] } }>(
      '{ outboxMessages(state: FAILED) { nodes { state deliveries { destination attempts nextTryAt sentAt failedAt lastProblem } } } }',
    );
    expect(outboxMessages.nodes).toEqual([
      {
        state: 'FAILED',
        deliveries: [
          {
            destination: 'broken',
            attempts: 8,
            nextTryAt: null,
            sentAt: null,
            failedAt: api.clock.now().toISOString(),
            lastProblem: 'HTTP 508',
          },
        ],
      },
    ]);
  });

  it('is sent by a later try when the first one fails', async () => {
    await announced(1);
    let failures = 0;
    const shaky = somewhere('shaky', async () => {
      failures += 1;
      if (failures === 1) throw new Error('HTTP 503');
    });
    sending(shaky);
    await until(allAre('SENDING'));
    await until(() => failures === 1);
    api.clock.moveTo(new Date(api.clock.now().getTime() + 60_000));
    await until(allAre('SENT'));
    expect(shaky.got).toHaveLength(1);
  });

  it('is not held up by a destination that does not answer', async () => {
    await announced(30);
    let release = (): void => undefined;
    const held = new Promise<void>((settle) => (release = settle));
    const [slow, quick] = [somewhere('slow', () => held), somewhere('quick')];
    sending(slow, quick);
    await until(() => quick.got.length === 30);
    expect(slow.got).toEqual([]);
    release();
    await until(allAre('SENT'));
  });

  it('gives up what was meant for a destination that is no longer set', async () => {
    await announced(1);
    const gone = somewhere('gone', () => Promise.reject(new Error('HTTP 503')));
    const first = sending(gone);
    await until(async () => (await owner.query('SELECT 1 FROM outbox_delivery WHERE attempts = 1')).rowCount === 1);
    await first.stop();
    api.clock.moveTo(new Date(api.clock.now().getTime() + 60_000));
    sending();
    await until(allAre('FAILED'));
  });

  describe('tells a webhook', () => {
    let receiver: Receiver;

    beforeEach(async () => {
      receiver = await Receiver.start();
    });
    afterEach(() => receiver.stop());

    const webhook = (): Destination[] =>
      destinationsOf({
        ...NOTHING_SET,
        webhookEndpoints: [`${receiver.url}?key=not-shown`],
        webhookSecret: SECRET,
        webhookAllowLoopback: true,
      });

    it('what happened, signed', async () => {
      await api.ask('mutation { announceEndOfSupport(input: { machineType: "7X06", on: "2031-12-31" }) { code } }');
      sending(...webhook());
      await until(allAre('SENT'));
      const [{ headers, body } = { headers: {}, body: '' }] = receiver.calls;
      expect(JSON.parse(body)).toMatchObject({
        id: headers['webhook-id'],
        kind: 'EndOfSupportAnnounced',
        createdAt: api.clock.now().toISOString(),
        operation: 'announceEndOfSupport',
        entity: 'EndOfSupport',
        key: '7X06',
        after: { on: '2031-12-31' },
      });
      const timestamp = String(headers['webhook-timestamp']);
      expect(Number(timestamp)).toBe(Math.floor(api.clock.now().getTime() / 1000));
      const expected = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
      expect(headers['webhook-signature']).toBe(`v1=${expected}`);
      const { rows } = await owner.query('SELECT destination FROM outbox_delivery');
      expect(rows).toEqual([{ destination: `webhook ${receiver.url}` }]);
    });

    it('again when it answers anything but yes', async () => {
      await announced(1);
      receiver.answer = (call) => (call === 1 ? 302 : 200);
      sending(...webhook());
      await until(
        async () => (await owner.query(`SELECT 1 FROM outbox_delivery WHERE last_problem = 'HTTP 302'`)).rowCount === 1,
      );
      api.clock.moveTo(new Date(api.clock.now().getTime() + 60_000));
      await until(allAre('SENT'));
      expect(new Set(receiver.ids).size).toBe(1);
    });

    it('nothing twice in effect and everything once, however often the worker dies', async () => {
      const MESSAGES = 300;
      const KILLS = 10;
      const ids = await announced(MESSAGES);
      const auditFolder = await mkdtemp(join(tmpdir(), 'keizoku-outbox-'));
      const env = {
        ...process.env,
        DATABASE_URL: api.loginUrl,
        LOG_LEVEL: 'warn',
        WEBHOOK_ENDPOINTS: receiver.url,
        WEBHOOK_SECRET: SECRET,
        WEBHOOK_ALLOW_LOOPBACK: 'yes',
        AUDIT_FOLDER: auditFolder,
      };
      let running: ChildProcess | undefined;
      const started = (): ChildProcess => spawn(process.execPath, [WORKER], { env, stdio: 'ignore' });
      // Each worker dies in the middle of a portion: some answered, some not, none of it marked yet.
      let kills = 0;
      receiver.answer = async (call) => {
        if (running && kills < KILLS && call % 27 === 0) {
          kills += 1;
          const dying = running;
          running = undefined;
          dying.kill('SIGKILL');
          setTimeout(() => (running = started()), 50);
        }
        await new Promise((settle) => setTimeout(settle, (call * 7) % 11));
        return 204;
      };
      running = started();
      await until(async () => kills === KILLS && (await allAre('SENT')()));
      running?.kill('SIGKILL');
      await rm(auditFolder, { recursive: true, force: true });
      // What was on its way when a worker died is sent again, under the same id: the receiver knows it by that.
      expect([...new Set(receiver.ids)].sort()).toEqual(ids);
      expect(receiver.calls.length).toBeGreaterThan(MESSAGES);
    }, 180_000);
  });

  it('tells people by mail', async () => {
    const received: string[] = [];
    // As much of SMTP as one mail needs.
    const server = createTcpServer((socket) => {
      let isData = false;
      socket.write('220 mail.example ESMTP\r\n');
      socket.on('data', (bytes) => {
        const text = bytes.toString();
        received.push(text);
        if (isData) {
          if (text.endsWith('\r\n.\r\n')) {
            isData = false;
            socket.write('250 taken\r\n');
          }
        } else if (text.startsWith('DATA')) {
          isData = true;
          socket.write('354 go on\r\n');
        } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const smtpUrl = `smtp://127.0.0.1:${port}`;
    const [id = ''] = await announced(1);
    await aMachine(api);
    sending(
      ...destinationsOf({ ...NOTHING_SET, smtpUrl, mailFrom: 'keizoku@example.jp', mailTo: ['desk@example.jp'] }),
    );
    await until(async () => String(await states()) === 'SENT,NO_DESTINATION');
    const mail = received.join('');
    expect(mail).toContain('RCPT TO:<desk@example.jp>');
    expect(mail).toContain(`Message-ID: <${id}@keizoku>`);
    expect(mail.match(/^DATA/gm)).toHaveLength(1);
    await new Promise((closed) => server.close(closed));
  });
});
