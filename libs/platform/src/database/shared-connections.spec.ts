import { EventEmitter } from 'node:events';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';

import { SharedConnections } from './shared-connections.ts';

/** A connection to a server that takes whatever it is sent and says nothing any more. */
class SilentClient extends EventEmitter {
  readonly destroyed = jest.fn();
  readonly connection = {
    stream: {
      cork: () => undefined,
      uncork: () => undefined,
      destroy: () => {
        this.destroyed();
        this.emit('end');
      },
    },
  };

  async connect(): Promise<void> {
    await Promise.resolve();
  }

  query(): Promise<never> {
    return new Promise(() => undefined);
  }

  async end(): Promise<void> {
    await Promise.resolve();
  }
}

describe('shared connections to a server that is gone without a word', () => {
  let now = 0;
  beforeEach(() => void jest.spyOn(performance, 'now').mockImplementation(() => now));
  afterEach(() => void jest.restoreAllMocks());

  it('get nobody behind who waits already, and are made anew once nothing can come of them', async () => {
    const clients: SilentClient[] = [];
    const shared = new SharedConnections(1, () => {
      clients.push(new SilentClient());
      return clients.at(-1) as unknown as pg.Client;
    });
    const connected = async (): Promise<void> => new Promise((done) => setImmediate(done));
    expect(shared.take()).toBeUndefined();
    await connected();
    void shared.take()?.send('BEGIN', []);
    now = 40;
    expect(shared.take()).toBeDefined();
    now = 60;
    expect(shared.take()).toBeUndefined();
    now = 19_000;
    expect(shared.take()).toBeUndefined();
    expect(clients[0]?.destroyed).not.toHaveBeenCalled();
    now = 21_000;
    expect(shared.take()).toBeUndefined();
    expect(clients[0]?.destroyed).toHaveBeenCalledTimes(1);
    expect(shared.take()).toBeUndefined();
    await connected();
    expect(shared.take()).toBeDefined();
    expect(clients).toHaveLength(2);
    await shared.close();
  });

  it('take no more than may line up', async () => {
    const shared = new SharedConnections(1, () => new SilentClient() as unknown as pg.Client);
    shared.take();
    await new Promise((done) => setImmediate(done));
    let taken = 0;
    while (shared.take() !== undefined) taken += 1;
    expect(taken).toBe(32);
    await shared.close();
  });
});
