import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupProblem } from '../../../libs/platform/src/database/backup-files.ts';
import { restore } from '../../../libs/platform/src/database/embedded-restore.ts';
import { readEnvironment } from '../../../libs/platform/src/environment.ts';
import { say } from './progress.ts';
import { runCommand } from './run-command.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const USAGE = 'usage: npm run restore -- FOLDER --to INSTANT [--into DATA_FOLDER]';
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** `npm run restore -- FOLDER --to INSTANT`: the database as it was at a moment, in a data folder of its own. */
async function main(args: string[]): Promise<number> {
  const { positionals, values } = read(args);
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0 || values.to === undefined) throw new BackupProblem(USAGE);
  const to = new Date(values.to);
  if (!INSTANT.test(values.to) || Number.isNaN(to.getTime())) {
    throw new BackupProblem(
      `--to is "${values.to}"; expected an instant with its zone, such as 2026-11-02T10:00:00+09:00 or 2026-11-02T01:00:00Z.`,
    );
  }
  const dataFolder = resolve(ROOT, readEnvironment(process.env).dataFolder);
  const into = resolve(ROOT, values.into ?? `${dataFolder}-restored-${values.to.replaceAll(/[^0-9TZ]/g, '-')}`);
  const restored = await restore({ from: resolve(folder), to, database: join(into, 'database'), log: say });
  say(`restored into ${restored.folder}, from ${restored.base}`);
  if (restored.endedEarly) {
    say(
      `the WAL that was kept ends before ${to.toISOString()}: what was changed after its end, if anything, is not there`,
    );
  }
  say(`nothing else was touched. To run Keizoku on it: DATA_FOLDER='${into}' npm start`);
  return 0;
}

function read(args: string[]): { positionals: string[]; values: { to?: string; into?: string } } {
  try {
    return parseArgs({ args, allowPositionals: true, options: { to: { type: 'string' }, into: { type: 'string' } } });
  } catch (problem) {
    throw new BackupProblem(`${(problem as Error).message}\n${USAGE}`);
  }
}

runCommand(main(process.argv.slice(2)), 1);
