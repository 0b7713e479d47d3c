// The one file that runs on whatever Node (20 or later) the machine has: it installs and builds when needed, then
// hands over to the pinned runtime. Plain JavaScript without dependencies, as there is nothing installed yet.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenNeeded } from './bootstrap/build.mjs';
import { installWhenNeeded, pinnedNode } from './bootstrap/install.mjs';
import { Problem } from './bootstrap/progress.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** What each command needs first, and what it then runs on the pinned runtime. */
const COMMANDS = {
  start: { build: true, run: ['dist/apps/launch/src/start.js'], supervised: true },
  dev: { build: true, run: ['dist/apps/launch/src/dev.js'], supervised: true },
  test: { build: true, run: JEST },
  // One file after the other: what is counted under load should not be the load of the neighbours.
  torture: {
    build: true,
    run: [...JEST, '--runInBand', 'test/torture', 'test/leaks', 'test/scenarios/killed'],
    env: { TORTURE: 'long' },
  },
  backup: { build: true, run: ['dist/apps/launch/src/backup.js'] },
  restore: { build: true, run: ['dist/apps/launch/src/restore.js'] },
  check: { build: false, run: ['apps/launch/src/check.ts'] },
  mutate: { build: false, run: ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'] },
  run: { build: true, run: [] },
  build: { build: true },
  install: { build: false },
};

async function main([name = '', ...args]) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new Problem(
      `Keizoku needs Node 20 or later to start; this is Node ${process.versions.node} (${process.execPath}).`,
    );
  }
  const command = COMMANDS[name];
  if (!command)
    throw new Problem(`usage: node apps/launch/bootstrap.mjs <${Object.keys(COMMANDS).join('|')}> [arguments]`);
  await installWhenNeeded(root);
  if (command.build) await buildWhenNeeded(root);
  if (!command.run) return 0;
  const script = command.run.find((argument) => !argument.startsWith('-'));
  if (script && !existsSync(path.join(root, script))) throw new Problem(`${script} does not exist in this checkout.`);
  return handOver([...command.run, ...args], command);
}

/** Runs the command in place of this process, as far as Node can: signals go in, the exit code comes out. */
function handOver(args, { supervised, env = {} }) {
  return new Promise((resolve, reject) => {
    // With a channel the command notices when this process is gone, however it went.
    const stdio = supervised ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
    const child = spawn(pinnedNode(root), args, { cwd: root, stdio, env: { ...process.env, ...env } });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 1)));
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (problem) => {
    console.error(problem instanceof Problem ? problem.message : problem);
    process.exit(1);
  },
);
