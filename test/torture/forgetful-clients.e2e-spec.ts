import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { startTestApi, type TestApi } from '../support/start-test-api.ts';
import { checkHistory } from './check-history.ts';
import { Clerk } from './clerk.ts';
import { History } from './history.ts';
import { type Habits, InsistentSender, losingAnswers } from './insistent-sender.ts';
import { SeededRandom } from './seeded-random.ts';
import { storedFacts } from './stored-facts.ts';

const CLIENTS = 4;
const OPERATIONS_EACH = 40;

/** Why the crash trial proves something: without keys, what it looks for is there. */
describe('clients that lose one answer in five', () => {
  let api: TestApi;
  let owner: pg.Client;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    owner = new pg.Client(api.ownerUrl);
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  async function faultsWith(habits: Partial<Habits>, firstClient: number): Promise<string[]> {
    const history = new History();
    const random = new SeededRandom(7);
    const send = losingAnswers((query, input) => api.send(query, { input }), 0.2, random);
    const sender = new InsistentSender(send, history, random, { pauseMilliseconds: 1, impatience: 0, ...habits });
    const clerks = Array.from({ length: CLIENTS }, (_, index) => new Clerk(firstClient + index, sender, random, []));
    await Promise.all(clerks.map((clerk) => clerk.work(OPERATIONS_EACH)));
    expect(sender.repeated).toBeGreaterThan(10);
    const clients = new RegExp(`(TORTURE|clerk )(${clerks.map((_, index) => firstClient + index).join('|')})[X,]`);
    const packs = new Set(history.events.flatMap((event) => (event.type === 'invoke' ? [event.trace] : [])));
    const facts = await storedFacts(owner);
    return checkHistory(
      history.events,
      facts.filter(({ trace }) => clients.test(trace) || packs.has(trace)),
    );
  }

  it('lose nothing and double nothing under the same key', async () => {
    expect(await faultsWith({}, 100)).toEqual([]);
  });

  it('double orders, and take their own success for a refusal, when they forget the key', async () => {
    const faults = await faultsWith({ keyOf: (trace, attempt) => (attempt === 1 ? trace : undefined) }, 200);
    expect(faults).toContainEqual(expect.stringMatching(/^pack .*: doubled/));
    expect(faults).toContainEqual(
      expect.stringMatching(/^contract .*: done, though client .* refused \(PACK_REGISTERED\)/),
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/^machine .*: done, though client .* refused \(MACHINE_RECORDED\)/),
    );
  });
});
