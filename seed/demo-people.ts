import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INestApplicationContext } from '@nestjs/common';

import { CreatePerson, operator, type Role, UseSetUpLink } from '#access';
import { Database } from '#platform';

const FILE = 'demo-people.txt';
const MOST_CUSTOMERS = 20;

interface DemoPerson {
  readonly role: Role;
  readonly name: string;
  readonly resellerId?: string;
  readonly customerIds?: readonly string[];
}

/**
 * Makes one person of each role, once, to try out who sees what. Their passwords are random and in a file that only the
 * owner of the data folder reads. Production does not start with them.
 */
export async function makeDemoPeople(
  app: INestApplicationContext,
  dataFolder: string,
  say: (line: string) => void,
): Promise<void> {
  const database = app.get(Database, { strict: false });
  const made = await database.read(operator, (tx) => tx.row('SELECT 1 FROM person WHERE demo LIMIT 1'));
  if (made) return say('demo people: already there');
  const lines = [];
  for (const person of await peopleFor(database)) {
    const password = randomBytes(18).toString('base64url');
    lines.push(`${person.role.padEnd(17)} ${await letIn(app, database, person, password)}  ${password}`);
  }
  await mkdir(dataFolder, { recursive: true });
  const file = join(dataFolder, FILE);
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  say(`demo people: ${lines.length}, one of each role; their names and passwords are in ${file}`);
}

/** A reseller and customers of the sample installed base, those with the most machines. */
async function peopleFor(database: Database): Promise<DemoPerson[]> {
  return database.read(operator, async (tx) => {
    const reseller = await tx.row<{ id: string }>(
      `SELECT reseller_id AS id FROM machine WHERE reseller_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
    );
    const customers = await tx.rows<{ id: string }>(
      `SELECT customer_id AS id FROM machine WHERE customer_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $1`,
      [MOST_CUSTOMERS],
    );
    return [
      ...(reseller ? [{ role: 'RESELLER' as const, name: 'reseller', resellerId: reseller.id }] : []),
      { role: 'ACCOUNT_MANAGER', name: 'account.manager', customerIds: customers.map(({ id }) => id) },
      { role: 'ENTERPRISE_SALES', name: 'sales' },
      { role: 'ADMINISTRATOR', name: 'administrator' },
    ];
  });
}

/** Answers the sign-in name. */
async function letIn(
  app: INestApplicationContext,
  database: Database,
  { role, name, resellerId, customerIds = [] }: DemoPerson,
  password: string,
): Promise<string> {
  const signInName = `${name}@demo.example`;
  const displayName = `${name.replace('.', ' ')} (demo)`;
  const input = { signInName, displayName, role, resellerId, customerIds: [...customerIds] };
  const create = app.get(CreatePerson, { strict: false });
  const { token = '' } = await database.write(operator, (tx) => create.run(tx, operator, input, { demo: true }));
  const outcome = await app.get(UseSetUpLink, { strict: false }).run({ token, password });
  if (typeof outcome === 'string') throw new Error(`${signInName} was not let in: ${outcome}`);
  return signInName;
}
