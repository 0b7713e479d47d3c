import { createServer } from 'node:net';

import { LaunchProblem } from './progress.ts';

/**
 * A port that several processes may listen on together: the wished one, or any free one for 0; nothing where somebody
 * listens there. Those who share a port cannot tell a stranger from their own kind, so that it is tried alone first.
 * Throws `LaunchProblem` where the system does not share ports out.
 */
export async function portToShare(host: string, wished: number): Promise<number | undefined> {
  const port = await portOf({ host, port: wished });
  if (port === undefined) return undefined;
  if ((await portOf({ host, port, reusePort: true })) !== undefined) return port;
  throw new LaunchProblem(
    `API_PROCESSES is more than 1, but ${process.platform} does not share a port out among processes (Linux and FreeBSD do). Set it to 1, or start several on ports of their own behind a proxy.`,
  );
}

function portOf(where: { host: string; port: number; reusePort?: boolean }): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(where, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
