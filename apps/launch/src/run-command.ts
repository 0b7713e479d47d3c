import { BackupProblem } from '../../../libs/platform/src/database/backup-files.ts';
import { describedText } from '../../../libs/platform/src/described-error.ts';
import { EnvironmentProblem } from '../../../libs/platform/src/environment.ts';
import { LaunchProblem } from './progress.ts';

const EXPLAINED = [BackupProblem, EnvironmentProblem, LaunchProblem];

/** Runs a command of its own process to its end: with its exit code, or with `failed` and what went wrong. */
export function runCommand(command: Promise<number>, failed: number): void {
  command.then(
    (code) => process.exit(code),
    (problem: unknown) => {
      const explained = EXPLAINED.some((kind) => problem instanceof kind);
      console.error(explained ? (problem as Error).message : describedText(problem));
      process.exit(failed);
    },
  );
}
