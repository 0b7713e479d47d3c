import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { welcome } from './examples.ts';
import type { Launch } from './launch.ts';
import { say } from './progress.ts';
import { runUntilSignal } from './run-until-signal.ts';

/** As `start`; the compiler watches the sources, and each build without findings restarts the API and the worker. */
runUntilSignal((launch, graphqlUrl, root) => {
  console.log(welcome(graphqlUrl, launch.ownerAccess));
  watchSources(launch, root);
});

function watchSources(launch: Launch, root: string): void {
  const compiler = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js');
  const args = [compiler, '-p', join(root, 'tsconfig.build.json'), '--watch', '--preserveWatchOutput'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  let builds = 0;
  let restarting = Promise.resolve();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!/Found \d+ errors?\./.test(line)) return void (line.trim() && console.log(line));
    // The first build is the one that already runs.
    if (builds++ === 0) return say('watching the sources');
    if (!line.includes('Found 0 errors.')) return say('not restarted: see the compiler above');
    restarting = restarting.then(() => restart(launch)).catch((problem: unknown) => say(String(problem)));
  });
}

async function restart(launch: Launch): Promise<void> {
  say('the sources changed; restarting');
  await Promise.all([launch.api?.restart(launch.port), launch.worker?.restart(0)]);
  say(`restarted; the API serves on port ${launch.port}`);
}
