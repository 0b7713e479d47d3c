import { setTimeout as sleep } from 'node:timers/promises';

import type { Transaction } from '../database/transaction.ts';
import type { Operation } from '../graphql/operation.ts';

/** Progress is recorded about once a second; looking more often would show the same. */
const LOOK_EVERY_MS = 1_000;

/** Work as it is seen at one moment. */
export interface SeenWork<Work> {
  readonly work: Work;
  /** What of it may change; the same again is not shown. */
  readonly changing: unknown;
  readonly hasEnded: boolean;
}

/** Work as it goes: once at first, then after each change, until it has ended. The operation's snapshot is taken anew for each look. */
export async function* followWork<Work>(
  operation: Operation,
  look: (tx: Transaction) => Promise<SeenWork<Work>>,
): AsyncGenerator<Work> {
  let shown: string | undefined;
  try {
    for (;;) {
      const { work, changing, hasEnded } = await look(await operation.reading());
      const seen = JSON.stringify(changing);
      if (seen !== shown) {
        await operation.shown();
        yield work;
      }
      shown = seen;
      // What was selected of this look has been read by now.
      await operation.finish();
      if (hasEnded) return;
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await operation.finish();
  }
}
