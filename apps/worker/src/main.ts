import { auditFolderOf, destinationsOf, EnvironmentProblem, ProcessLog, readEnvironment } from '#platform';

import { startWorker } from './start-worker.ts';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  if (environment.databaseUrl === undefined)
    throw new Error('DATABASE_URL is not set. Start everything with npm start.');
  await startWorker({
    environment,
    databaseUrl: environment.databaseUrl,
    logger: new ProcessLog(environment.logLevel, 'worker'),
    auditFolder: auditFolderOf(environment),
    destinations: destinationsOf(environment),
  });
  // Started by the launcher: when it is gone, nothing should be left behind.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send?.({ ready: true });
}

main().catch((cause: unknown) => {
  console.error(cause instanceof EnvironmentProblem ? cause.message : cause);
  process.exit(cause instanceof EnvironmentProblem ? 2 : 1);
});
