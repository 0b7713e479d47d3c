import { DATABASE_ROLES } from '#platform';

import { TABLES } from './access-table/tables.ts';
import { FIELDS, TYPES } from './access-table/types.ts';
import { OPERATIONS } from './access-table/operations.ts';
import { ROUTES } from './access-table/routes.ts';
import type { Row } from './access-table/row.ts';
import { ROLES } from './callers.ts';

/** The access table as the page docs/access.md. */
export function accessPage(): string {
  const [reads, writes] = [['Query', 'Subscription'], ['Mutation']].map((roots) => startingWith(OPERATIONS, roots));
  return [
    INTRODUCTION,
    section('What can be asked', 'operation', reads ?? {}),
    section('What can be done', 'operation', writes ?? {}),
    section('What is shown', 'type', TYPES),
    section('Fields with a row of their own', 'field', FIELDS),
    section('Routes beside GraphQL', 'route', ROUTES),
    tables(),
  ].join('\n');
}

const INTRODUCTION = `# Who may see and do what

Made from the access table itself (\`libs/access/src/access-table\`): a test requires this page to equal what the code
says. What is not in it is refused.

- **all**: everything. **own**: a reseller's own channel, an account manager's own customers; whatever else exists is
  answered as if it did not. **masked**: as own, and staff is "staff". **–**: refused with \`FORBIDDEN\`.
- A service key has a role and is confined as a person of that role is. Where scopes are named it needs one of them.
- A connection and its edges are shown to whoever is shown what they hold.
`;

const HEADS = ['reseller', 'account manager', 'enterprise sales', 'administrator', 'scopes of a key'];

function section(title: string, what: string, lines: Readonly<Record<string, Row>>): string {
  const head = [what, ...HEADS];
  const body = Object.entries(lines).map(([name, { reach, scopes }]) => [
    `\`${name}\``,
    ...ROLES.map((role) => (reach[role] === 'no' ? '–' : reach[role])),
    scopes.map((scope) => `\`${scope}\``).join(', '),
  ]);
  const table = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${title}\n\n${table.join('\n')}\n`;
}

function tables(): string {
  const roles = DATABASE_ROLES.map((role) => role.replace('keizoku_', ''));
  const body = Object.entries(TABLES).map(([name, { rows, commands }]) => [
    `\`${name}\``,
    rows,
    ...DATABASE_ROLES.map((role) => commands[role] || '–'),
  ]);
  const lines = [['table', 'rows', ...roles], ['table', 'rows', ...roles].map(() => '---'), ...body];
  return `${DATABASE}\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

const DATABASE = `## In the database

What transactions of each role are granted; everybody runs in the role of their kind. Of tables whose rows are own, forced
row-level security lets resellers and account managers through to what is theirs.
`;

function startingWith(lines: Readonly<Record<string, Row>>, roots: readonly string[]): Readonly<Record<string, Row>> {
  return Object.fromEntries(Object.entries(lines).filter(([name]) => roots.includes(name.split('.')[0] ?? '')));
}
