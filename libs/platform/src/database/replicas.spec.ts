import { describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';

import type { Notices } from './notices.ts';
import { Replicas } from './replicas.ts';
import { SharedConnections } from './shared-connections.ts';

function replicas({ isCurrent = true, isHeard = true } = {}): { replicas: Replicas; asked: jest.Mock } {
  const asked = jest.fn(async () => {
    throw new Error('no connection is made here');
  });
  const notices = {
    isCurrent,
    standing: { system: '1', position: 0n },
    begin: async () => undefined,
    caughtUp: async () => isHeard,
  };
  const own = { connect: asked, ended: true } as unknown as pg.Pool;
  const shared = new SharedConnections(0, asked as never);
  return {
    replicas: new Replicas([{ own, shared, close: async () => undefined }], notices as unknown as Notices),
    asked,
  };
}

describe('replicas', () => {
  it('are not asked by a process that may not have heard of everything', async () => {
    const { replicas: unheard, asked } = replicas({ isCurrent: false });
    expect(await unheard.connect()).toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
  });

  it('are left out for a while once they cannot be reached', async () => {
    const { replicas: unreachable, asked } = replicas();
    expect([await unreachable.connect(), await unreachable.connect()]).toEqual([undefined, undefined]);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('are announced to over the connection that hears, where there is one', async () => {
    const notify = jest.fn(async () => undefined);
    await replicas().replicas.announce(notify);
    expect(notify).not.toHaveBeenCalled();
  });

  it('are announced to by a statement otherwise; that it fails takes nothing back of what was written', async () => {
    const notify = jest.fn(async () => {
      throw new Error('the primary is away');
    });
    const since = performance.now();
    await replicas({ isHeard: false }).replicas.announce(notify);
    expect(notify).toHaveBeenCalledTimes(1);
    // Longer than anybody reads elsewhere who has not heard.
    expect(performance.now() - since).toBeGreaterThan(1_500);
  });
});
