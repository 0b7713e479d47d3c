import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pinnedNode } from './install.mjs';
import { whileLocked } from './lock.mjs';
import { Problem, runShown, stillSaying } from './progress.mjs';

const SOURCE_FOLDERS = ['apps', 'libs', 'migrations', 'seed'];
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Builds into `dist` when the sources are not those of the last build. */
export async function buildWhenNeeded(root) {
  if (isBuilt(root)) return;
  await whileLocked(root, 'building', async () => {
    if (!isBuilt(root)) await build(root);
  });
}

async function build(root) {
  const sources = sourcesOf(root);
  const hash = hashOf(root, sources);
  console.error(`building ${sources.length} source files …`);
  rmSync(stampOf(root), { force: true });
  removeOrphans(root, new Set(sources));
  // The compiler trusts its notes and would not write again what somebody removed from dist.
  if (sources.some((source) => !existsSync(outputOf(root, source))))
    rmSync(path.join(root, 'dist', '.tsbuildinfo'), { force: true });
  const done = stillSaying('building');
  const args = [path.join('node_modules', 'typescript', 'lib', 'tsc.js'), '-p', 'tsconfig.build.json'];
  const code = await runShown(pinnedNode(root), args, { cwd: root });
  const took = done();
  if (code !== 0) throw new Problem(`the build failed after ${took}; the compiler's findings are above.`);
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(stampOf(root), hash);
  console.error(`built in ${took}`);
}

function isBuilt(root) {
  const stamp = stampOf(root);
  if (!existsSync(stamp)) return false;
  const sources = sourcesOf(root);
  return (
    sources.every((source) => existsSync(outputOf(root, source))) &&
    readFileSync(stamp, 'utf8') === hashOf(root, sources)
  );
}

function stampOf(root) {
  return path.join(root, 'dist', '.keizoku-built');
}

function sourcesOf(root) {
  const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !/\.(e2e-)?spec\.ts$/.test(file);
  return SOURCE_FOLDERS.flatMap((folder) => filesBelow(root, folder))
    .filter(isSource)
    .sort();
}

function filesBelow(root, folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(root, file);
    return [file];
  });
}

function outputOf(root, source) {
  return path.join(root, 'dist', source.replace(/\.ts$/, '.js'));
}

function hashOf(root, sources) {
  const hash = createHash('sha256');
  for (const file of [...SETTINGS, ...sources]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** A removed source must not live on in dist: a migration would still run. */
function removeOrphans(root, sources) {
  for (const file of filesBelow(root, 'dist').filter((name) => /\.js(\.map)?$/.test(name))) {
    const source = file.replace(/^dist\//, '').replace(/\.js(\.map)?$/, '.ts');
    if (!sources.has(source)) rmSync(path.join(root, file), { force: true });
  }
}
