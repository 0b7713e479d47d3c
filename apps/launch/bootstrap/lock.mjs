import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does the work while no other process of this checkout installs or builds. One that was killed leaves its lock
 * behind; a lock whose process is gone does not count.
 */
export async function whileLocked(root, what, work) {
  const lock = path.join(root, 'dist', '.lock');
  mkdirSync(path.dirname(lock), { recursive: true });
  await take(lock, what);
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

async function take(lock, what) {
  const started = Date.now();
  let saidAt = 0;
  while (!tryToTake(lock, what)) {
    const holder = read(lock);
    if (holder !== undefined && isStale(lock, holder)) {
      putAside(lock, holder);
      continue;
    }
    if (Date.now() - saidAt > 4000) {
      const seconds = Math.round((Date.now() - started) / 1000);
      console.error(`waiting for another command in this checkout: ${describe(holder)} (${seconds} s)`);
      saidAt = Date.now();
    }
    await sleep(150);
  }
}

function tryToTake(lock, what) {
  try {
    writeFileSync(lock, `${process.pid} ${what}`, { flag: 'wx' });
    return true;
  } catch (problem) {
    if (problem.code === 'EEXIST') return false;
    throw problem;
  }
}

function read(lock) {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function isStale(lock, holder) {
  const pid = Number.parseInt(holder, 10);
  // Empty: made a moment ago, the number follows.
  if (Number.isNaN(pid))
    return existsSync(lock) && Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 5000;
  try {
    process.kill(pid, 0);
    return pid === process.pid || !looksLikeKeizoku(pid);
  } catch (problem) {
    return problem.code === 'ESRCH';
  }
}

/** Process numbers come round again. Where it cannot be told, the lock counts. */
function looksLikeKeizoku(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bootstrap.mjs');
  } catch {
    return true;
  }
}

/** Two may see the same stale lock: what the second takes away must not be the first one's new lock. */
function putAside(lock, holder) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (read(aside) !== holder && !existsSync(lock)) renameSync(aside, lock);
  else rmSync(aside, { force: true });
}

function describe(holder) {
  const [pid, ...what] = (holder ?? '').split(' ');
  return pid ? `process ${pid} is ${what.join(' ')}` : 'it just ended';
}
