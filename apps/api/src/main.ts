import { DemoProblem } from '#access';
import { describedText, EnvironmentProblem, ProcessLog, readEnvironment } from '#platform';

import { startApi } from './start-api.ts';

/** Exit code for a port that something else listens on. */
const PORT_TAKEN = 98;
/** Nobody starts this process by hand. */
const STARTED_BY_ITSELF = 'the address of a database; start everything with npm start';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  if (environment.databaseUrl === undefined)
    throw new EnvironmentProblem([{ name: 'DATABASE_URL', found: 'not set', expected: STARTED_BY_ITSELF }]);
  const log = new ProcessLog(environment.logLevel, 'api');
  log.endOnUncaught();
  const api = await startApi({
    environment,
    limits: environment,
    databaseUrl: environment.databaseUrl,
    readReplicaUrls: environment.readReplicaUrls,
    production: environment.nodeEnv === 'production',
    host: environment.host,
    port: environment.port,
    sharesPort: environment.apiProcesses > 1,
    logger: log,
  });
  // Started by the launcher: when it is gone, nothing should be left behind.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send?.({ ready: true, port: api.port });
}

main().catch((cause: unknown) => {
  if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') process.exit(PORT_TAKEN);
  const explained = cause instanceof EnvironmentProblem || cause instanceof DemoProblem;
  console.error(explained ? cause.message : describedText(cause));
  process.exit(explained ? 2 : 1);
});
