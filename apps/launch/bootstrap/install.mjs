import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { whileLocked } from './lock.mjs';
import { Problem, runShown, stillSaying } from './progress.mjs';

/** The runtime everything but the bootstrap runs on: the npm package `node`, held by the lock file. */
export function pinnedNode(root) {
  return path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Installs what the lock file says, unless exactly that is there already. An interrupted install is done again. */
export async function installWhenNeeded(root) {
  if (isInstalled(root)) return;
  await whileLocked(root, 'installing', async () => {
    if (!isInstalled(root)) await install(root);
  });
}

async function install(root) {
  const [program, ...args] = machineNpm(root);
  console.error('installing the dependencies from package-lock.json (npm ci) …');
  rmSync(stampOf(root), { force: true });
  const done = stillSaying('installing');
  try {
    // Development dependencies too, whatever NODE_ENV says: the build needs them. No warnings that a package wants a
    // newer Node than the one that installs: it runs on the pinned one.
    const code = await runShown(program, [...args, 'ci', '--include=dev', '--include=optional', '--loglevel=error'], {
      cwd: root,
    });
    if (code !== 0)
      throw new Problem(`npm ci failed (code ${code}); its output is above. Start again once the cause is removed.`);
  } finally {
    console.error(`npm ci took ${done()}`);
  }
  const answer = spawnSync(pinnedNode(root), ['--version'], { encoding: 'utf8' });
  if (answer.status !== 0) {
    throw new Problem(
      `the pinned runtime ${pinnedNode(root)} does not run (${answer.error?.message ?? answer.stderr.trim()}). ` +
        'Its install step may have been switched off (ignore-scripts) or this machine is not supported by it.',
    );
  }
  writeFileSync(stampOf(root), lockHash(root));
}

function stampOf(root) {
  return path.join(root, 'node_modules', '.keizoku-installed');
}

function isInstalled(root) {
  if (!existsSync(pinnedNode(root))) return false;
  const stamp = stampOf(root);
  const hash = lockHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!agreesWithLock(root)) return false;
  writeFileSync(stamp, hash);
  return true;
}

function lockHash(root) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** npm writes down what it installed as its very last step, after all install scripts: no such file, no whole install. */
function agreesWithLock(root) {
  try {
    const wanted = packagesOf(path.join(root, 'package-lock.json'));
    const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
    const same = ([name, { version, optional }]) =>
      name in present ? present[name].version === version : optional === true;
    return Object.entries(wanted).every(same) && Object.keys(present).every((name) => name in wanted);
  } catch {
    return false;
  }
}

function packagesOf(file) {
  const { '': _root, ...packages } = JSON.parse(readFileSync(file, 'utf8')).packages;
  return packages;
}

/** The machine's own npm, run by the machine's own Node: the one in node_modules is about to be replaced. */
function machineNpm(root) {
  const inside = (file) => path.resolve(file).startsWith(path.join(root, 'node_modules') + path.sep);
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli)) {
    return [[node, process.execPath].find((file) => file && existsSync(file) && !inside(file)) ?? 'node', cli];
  }
  const name = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const folders = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder && !inside(path.join(folder, name)));
  const npm = folders.map((folder) => path.join(folder, name)).find(existsSync);
  if (!npm) throw new Problem('npm was not found: install Node 20 or later with its npm.');
  return [npm];
}
