import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BackupProblem } from '../../../libs/platform/src/database/backup-files.ts';
import { backUp } from '../../../libs/platform/src/database/embedded-backup.ts';
import { startEmbeddedDatabase } from '../../../libs/platform/src/database/embedded-database.ts';
import { readEnvironment } from '../../../libs/platform/src/environment.ts';
import { say } from './progress.ts';
import { runCommand } from './run-command.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const USAGE = 'usage: npm run backup -- FOLDER';

/** `npm run backup -- FOLDER`: a base backup of the embedded database, which may run meanwhile, and its WAL from now on. */
async function main([folder, ...rest]: string[]): Promise<number> {
  if (folder === undefined || folder.startsWith('-') || rest.length > 0) throw new BackupProblem(USAGE);
  const { databaseUrl, dataFolder } = readEnvironment(process.env);
  if (databaseUrl !== undefined) {
    throw new BackupProblem(
      'DATABASE_URL names a server of your own. Back it up with its own tools (pg_basebackup and WAL archiving); docs/backup.md says how.',
    );
  }
  const database = join(resolve(ROOT, dataFolder), 'database');
  if (!existsSync(database))
    throw new BackupProblem(`there is no database in ${database}. Start Keizoku once, or set DATA_FOLDER.`);
  const server = await startEmbeddedDatabase({ folder: database, log: say });
  try {
    const made = await backUp({ url: server.url, into: resolve(folder), log: say });
    say(`made ${made.folder} (${(made.base.bytes / 1e6).toFixed(0)} MB)`);
    say(`every moment from ${made.base.wholeSince} on can be restored, as long as WAL reaches ${resolve(folder)}`);
    return 0;
  } finally {
    await server.stop();
  }
}

runCommand(main(process.argv.slice(2)), 1);
