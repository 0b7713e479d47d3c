import type { Duplex } from 'node:stream';

import type { PoolClient } from 'pg';

import { tookTooLong } from './database-problem.ts';

/**
 * A connection that is broken off when its caller's time is over: what waits for an answer fails, nothing more can be
 * asked, and nothing of what was written is kept. Who waits for a connection so long gets none.
 */
export async function heldUntil(
  deadline: AbortSignal | undefined,
  connecting: Promise<PoolClient>,
): Promise<PoolClient> {
  if (!deadline) return connecting;
  const client = await inTime(deadline, connecting);
  const release = client.release.bind(client);
  const breakOff = (): void => void socketOf(client).destroy();
  deadline.addEventListener('abort', breakOff);
  client.release = (broken) => {
    deadline.removeEventListener('abort', breakOff);
    release(broken);
  };
  return client;
}

function inTime(deadline: AbortSignal, connecting: Promise<PoolClient>): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(tookTooLong());
    deadline.addEventListener('abort', giveUp);
    connecting
      .then((client) => (deadline.aborted ? client.release() : resolve(client)), reject)
      .finally(() => deadline.removeEventListener('abort', giveUp));
    if (deadline.aborted) giveUp();
  });
}

/** Ending the connection politely would wait for what is running. */
function socketOf(client: PoolClient): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}
