import type { PoolClient } from 'pg';

import { tookTooLong } from './database-problem.ts';
import type { Deadline } from './deadline.ts';
import { socketOf } from './socket.ts';

/**
 * A connection that is broken off when its caller's time is over: what waits for an answer fails, nothing more can be
 * asked, and nothing of what was written is kept. Who waits for a connection so long gets none.
 */
export async function heldUntil(deadline: Deadline | undefined, connecting: Promise<PoolClient>): Promise<PoolClient> {
  if (!deadline) return connecting;
  const client = await inTime(deadline, connecting);
  const release = client.release.bind(client);
  const breakOff = (): void => void socketOf(client).destroy();
  deadline.add(breakOff);
  client.release = (broken) => {
    deadline.remove(breakOff);
    release(broken);
  };
  return client;
}

function inTime(deadline: Deadline, connecting: Promise<PoolClient>): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(tookTooLong());
    if (deadline.isOver) giveUp();
    else deadline.add(giveUp);
    connecting.then(
      (client) => {
        deadline.remove(giveUp);
        if (deadline.isOver) client.release();
        else resolve(client);
      },
      (cause: Error) => {
        deadline.remove(giveUp);
        reject(cause);
      },
    );
  });
}
