import {
  auditFolderOf,
  describedText,
  destinationsOf,
  EnvironmentProblem,
  ProcessLog,
  readEnvironment,
} from '#platform';

import { startWorker } from './start-worker.ts';

/** Nobody starts this process by hand. */
const STARTED_BY_ITSELF = 'the address of a database; start everything with npm start';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  if (environment.databaseUrl === undefined)
    throw new EnvironmentProblem([{ name: 'DATABASE_URL', found: 'not set', expected: STARTED_BY_ITSELF }]);
  const log = new ProcessLog(environment.logLevel, 'worker');
  log.endOnUncaught();
  await startWorker({
    environment,
    databaseUrl: environment.databaseUrl,
    readReplicaUrls: environment.readReplicaUrls,
    logger: log,
    auditFolder: auditFolderOf(environment),
    destinations: destinationsOf(environment),
  });
  // Started by the launcher: when it is gone, nothing should be left behind.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send?.({ ready: true });
}

main().catch((cause: unknown) => {
  console.error(cause instanceof EnvironmentProblem ? cause.message : describedText(cause));
  process.exit(cause instanceof EnvironmentProblem ? 2 : 1);
});
