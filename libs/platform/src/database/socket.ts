import type { Duplex } from 'node:stream';

import type pg from 'pg';

/** What a connection goes over; pg has no name for it. To destroy it breaks off: ending politely would wait for what is running. */
export function socketOf(client: pg.ClientBase): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}

/** What is sent from now until the process waits for something goes out as one piece: BEGIN and what follows at once. */
export function holdBack(client: pg.ClientBase): void {
  const socket = socketOf(client);
  socket.cork();
  process.nextTick(() => socket.uncork());
}
