import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CreateApiKey, DemoProblem, IssueSetUpLink, operator, PrepareOwner, refuseDemo } from '#access';
import { type Caller, Database, SystemClock } from '#platform';

import { LaunchProblem } from './progress.ts';

const GATE: Caller = { ...operator, databaseRole: 'keizoku_gate' };

/** How the owner of this machine gets in. */
export interface OwnerAccess {
  /** What the one-time link carries; none once an administrator can sign in. */
  readonly setUpToken?: string;
  /** Where the key for the shell is; none where there is none. */
  readonly keyFile?: string;
}

/**
 * Opens the doors for the owner: a new link as long as nobody can sign in, and a key in the folder where wanted. Throws
 * `LaunchProblem` for demo people or keys in production.
 */
export async function prepareOwnerAccess(
  loginUrl: string,
  {
    marketZone,
    production,
    keyFolder,
  }: { readonly marketZone: string; readonly production: boolean; readonly keyFolder: string | undefined },
): Promise<OwnerAccess> {
  const database = new Database(loginUrl, { connections: 1 });
  const clock = new SystemClock(marketZone);
  const links = new IssueSetUpLink(clock);
  const owner = new PrepareOwner(clock, links, new CreateApiKey(clock));
  try {
    if (production) await refuseDemo(database);
    const setUpToken = await database.write(GATE, (tx) => owner.link(tx));
    return { setUpToken, keyFile: keyFolder && (await keptKey(database, owner, join(keyFolder, 'owner.key'))) };
  } catch (cause) {
    throw cause instanceof DemoProblem ? new LaunchProblem(cause.message) : cause;
  } finally {
    await database.close();
  }
}

/** The file with a key that lets its reader in; nothing where somebody has revoked it. */
async function keptKey(database: Database, owner: PrepareOwner, file: string): Promise<string | undefined> {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  const standing = await database.read(GATE, (tx) => owner.standingOf(tx, kept));
  if (standing === 'REVOKED') return undefined;
  if (standing === 'MISSING') {
    const key = await database.write(operator, (tx) => owner.key(tx));
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
  }
  return file;
}
