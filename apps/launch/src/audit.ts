import { resolve } from 'node:path';

import { worker } from '#access';
import { anchorTrail, auditFolderOf, Database, readEnvironment, type VerifiedTrail, verifyTrail } from '#platform';

import { databaseOf } from './database-of.ts';
import { LaunchProblem } from './progress.ts';
import { runCommand } from './run-command.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const COMMANDS = { anchor, verify };

/** `verify` answers whether the audit trail is as it was written; `anchor` writes where it stands outside the database. */
async function main(name: string | undefined): Promise<number> {
  const command = COMMANDS[name as keyof typeof COMMANDS] as (typeof COMMANDS)['verify'] | undefined;
  if (command === undefined) throw new LaunchProblem('usage: npm run audit:verify, or npm run audit:anchor');
  const environment = readEnvironment(process.env);
  const folder = resolve(ROOT, auditFolderOf(environment));
  const found = await databaseOf(ROOT, environment);
  const database = new Database(found.loginUrl, { connections: 1 });
  try {
    return await command(database, folder);
  } finally {
    await database.close();
    await found.close();
  }
}

async function anchor(database: Database, folder: string): Promise<number> {
  const anchored = await anchorTrail(database, worker, folder, new Date());
  if (anchored === undefined) {
    console.log('Somebody else anchors the audit trail right now. Nothing was written.');
    return 0;
  }
  const { entries, chains, grown } = anchored;
  console.log(`Anchored: ${entries} entries in ${chains} chains, ${grown} of which grew since the last anchor.`);
  console.log(`The anchors are in ${folder}. Keep a copy where nobody who can change the database can change it.`);
  return 0;
}

async function verify(database: Database, folder: string): Promise<number> {
  const verified = await verifyTrail(database, worker, folder);
  for (const { chain, number, problem } of verified.firstFindings)
    console.log(`${chain}, number ${number}: ${problem}`);
  const more = verified.findings - verified.firstFindings.length;
  if (more > 0) console.log(`and ${more} more`);
  console.log(summary(verified));
  return verified.findings === 0 ? 0 : 1;
}

function summary({ entries, chains, anchors, anchoredAt, fingerprint, findings }: VerifiedTrail): string {
  const against = anchoredAt
    ? `${anchors} anchors, the last of ${anchoredAt} (key ${fingerprint.slice(0, 16)})`
    : 'no anchor: entries cut off the end of a chain are not noticed. Run npm run audit:anchor';
  const outcome =
    findings === 0
      ? 'The audit trail is as it was written'
      : `THE AUDIT TRAIL IS NOT AS IT WAS WRITTEN; places: ${findings}`;
  return `${outcome}. ${entries} entries in ${chains} chains, held against ${against}.`;
}

runCommand(main(process.argv[2]), 2);
