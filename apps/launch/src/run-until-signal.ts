import { resolve } from 'node:path';
import { describedText } from '../../../libs/platform/src/described-error.ts';
import { EnvironmentProblem, readEnvironment } from '../../../libs/platform/src/environment.ts';
import { Launch } from './launch.ts';
import { LaunchProblem, say } from './progress.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/**
 * Brings Keizoku up and keeps it until a signal, the end of the process that started this one, or a failure.
 * `onReady` is told when it serves. Wrong settings end with code 2, everything else that goes wrong with 1.
 */
export function runUntilSignal(onReady: (launch: Launch, graphqlUrl: string, root: string) => void): void {
  let launch: Launch | undefined;
  let ending = false;
  const end = async (code: number, why: string): Promise<void> => {
    if (ending) return;
    ending = true;
    if (why) say(why);
    await launch?.stop();
    process.exit(code);
  };
  const endFor = (code: number, why: string) => () =>
    void end(code, why).catch((problem: unknown) => {
      console.error(describedText(problem));
      process.exit(1);
    });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, endFor(0, 'stopping'));
  process.once('disconnect', endFor(1, 'the process that started this one is gone; stopping'));
  const failed = endFor(1, 'stopping');
  const go = async (): Promise<void> => {
    launch = new Launch(ROOT, readEnvironment(process.env), failed);
    const url = await launch.run();
    if (!ending) onReady(launch, url, ROOT);
  };
  go().catch((problem: unknown) => {
    if (ending) return;
    const explained = problem instanceof LaunchProblem || problem instanceof EnvironmentProblem;
    console.error(explained ? `\n${problem.message}\n` : describedText(problem));
    endFor(problem instanceof EnvironmentProblem ? 2 : 1, '')();
  });
}
