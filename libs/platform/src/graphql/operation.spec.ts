import { describe, expect, it } from '@jest/globals';

import type { Caller } from '../database/caller.ts';
import type { Database } from '../database/database.ts';
import { Operation } from './operation.ts';

const CALLER: Caller = { name: 'worker', databaseRole: 'keizoku_worker' };

describe('an operation', () => {
  const begun = (): { operation: Operation; open: () => number; opened: () => number } => {
    let opened = 0;
    let finished = 0;
    const openSnapshot = async (): Promise<object> => {
      opened += 1;
      return { transaction: {}, finish: () => void (finished += 1) };
    };
    const database = { openSnapshot, write: async () => undefined } as unknown as Database;
    return {
      operation: new Operation(database, CALLER, 'EN', 'request'),
      open: () => opened - finished,
      opened: () => opened,
    };
  };

  it('reads one snapshot, and another one after it has written', async () => {
    const { operation, open, opened } = begun();
    await Promise.all([operation.reading(), operation.reading()]);
    expect(opened()).toBe(1);
    await operation.write(async () => undefined);
    expect(open()).toBe(0);
    await operation.reading();
    expect(opened()).toBe(2);
    await operation.end();
    expect(open()).toBe(0);
  });

  it('holds no connection once it is answered, whichever field comes late', async () => {
    const { operation, open } = begun();
    const early = operation.reading();
    await Promise.all([early, operation.end()]);
    await expect(operation.reading()).rejects.toThrow('has been answered');
    expect(open()).toBe(0);
  });
});
