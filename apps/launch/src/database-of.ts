import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedDatabase } from '../../../libs/platform/src/database/embedded-database.ts';
import type { Environment } from '../../../libs/platform/src/environment.ts';
import { loginFor, withDatabase } from './owner-database.ts';
import { LaunchProblem, say } from './progress.ts';

/** A database that is there for a command. */
export interface DatabaseOfCommand {
  readonly ownerUrl: string;
  /** Of the role as which the API and the worker sign in. */
  readonly loginUrl: string;
  /** Stops it, where the command started it. */
  close(): Promise<void>;
}

/**
 * The database that `npm start` uses: that of DATABASE_URL, or the embedded one, started where it does not run. Throws
 * `LaunchProblem` when there is none yet.
 */
export async function databaseOf(root: string, environment: Environment): Promise<DatabaseOfCommand> {
  const dataFolder = resolve(root, environment.dataFolder);
  const found = (ownerUrl: string, close: () => Promise<void>): DatabaseOfCommand => {
    return { ownerUrl, loginUrl: loginFor(ownerUrl, dataFolder).url, close };
  };
  if (environment.databaseUrl) return found(environment.databaseUrl, () => Promise.resolve());
  const folder = join(dataFolder, 'database');
  if (!existsSync(folder)) throw new LaunchProblem(`There is no database in ${folder} yet. Run npm start first.`);
  const embedded = await startEmbeddedDatabase({ folder, log: say });
  return found(withDatabase(embedded.url, 'keizoku'), () => embedded.stop());
}
