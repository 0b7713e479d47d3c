import type { Caller } from './caller.ts';

/** When a row is a confined caller's own: `A` stands for the table's alias, `$` for the caller's reseller or customers. */
interface Ownership {
  readonly byReseller: string;
  readonly byCustomers: string;
}

const OF_A_MACHINE: Ownership = { byReseller: 'A.reseller_id = $', byCustomers: 'A.customer_id = ANY($)' };

/** The tables whose rows are somebody's. What is not named here is everybody's, or nobody's who is confined (no grant). */
export const OWNED_TABLES: Readonly<Record<string, Ownership>> = {
  machine: OF_A_MACHINE,
  service_pack: OF_A_MACHINE,
  contract: OF_A_MACHINE,
  contract_abandonment: OF_A_MACHINE,
  start_date_change: OF_A_MACHINE,
  coverage_period: OF_A_MACHINE,
  coverage_ending: OF_A_MACHINE,
  decision_facts: OF_A_MACHINE,
  outbox_message: OF_A_MACHINE,
  audit_entry: OF_A_MACHINE,
  customer: {
    byReseller: 'EXISTS (SELECT FROM machine own WHERE own.customer_id = A.id AND own.reseller_id = $)',
    byCustomers: 'A.id = ANY($)',
  },
  reseller: {
    byReseller: 'A.id = $',
    byCustomers: 'EXISTS (SELECT FROM machine own WHERE own.reseller_id = A.id AND own.customer_id = ANY($))',
  },
};

interface Confinement {
  readonly by: keyof Ownership;
  readonly to: unknown;
}

const MARK = /\bown\((\w+)\)/g;
const WHOLE_MARK = /\s+AND own\(\w+\)/g;

/**
 * The application's wall around what is somebody's, beside that of the database: statements say `AND own(alias)` where they
 * read or lock such rows, and are given the caller's condition there. A confined caller's statement that forgets to say
 * it is not run. What is joined to an own row by its machine, or as the customer or reseller of one, needs no mark.
 */
export class OwnRows {
  private readonly confinements: readonly Confinement[];

  constructor({ databaseRole, resellerId, customerIds }: Caller) {
    const ofReseller = databaseRole === 'keizoku_reseller' || resellerId !== undefined;
    const ofCustomers = databaseRole === 'keizoku_account_manager' || customerIds !== undefined;
    this.confinements = [
      ...(ofReseller ? [{ by: 'byReseller', to: resellerId } as const] : []),
      ...(ofCustomers ? [{ by: 'byCustomers', to: customerIds ?? [] } as const] : []),
    ];
  }

  /** The statement as it is run for this caller. For callers who are not confined it is as if it had no marks. */
  narrow(text: string, values: readonly unknown[]): { text: string; values: readonly unknown[] } {
    if (this.confinements.length === 0) return { text: widened(text), values };
    refuseForgotten(text);
    if (!text.includes('own(')) return { text, values };
    const kinds = this.confinements.map(({ by }) => by);
    return {
      text: narrowed(text, kinds, values.length),
      values: [...values, ...this.confinements.map(({ to }) => to)],
    };
  }
}

const widenedTexts = new Map<string, string>();

function widened(text: string): string {
  let plain = widenedTexts.get(text);
  if (plain === undefined) {
    plain = text.replace(WHOLE_MARK, '');
    widenedTexts.set(text, plain);
  }
  return plain;
}

const narrowedTexts = new Map<string, string>();

function narrowed(text: string, kinds: readonly (keyof Ownership)[], values: number): string {
  const key = [...kinds, values, text].join(' ');
  let narrow = narrowedTexts.get(key);
  if (narrow === undefined) {
    const tables = new Map(tablesIn(text).map(({ table, alias }) => [alias, table]));
    narrow = text.replace(MARK, (_, alias: string) => {
      const ownership = OWNED_TABLES[tables.get(alias) ?? ''];
      if (ownership === undefined) throw new Error(`own(${alias}) names no table whose rows are somebody's: ${text}`);
      return kinds
        .map((by, index) => ownership[by].replaceAll('A.', `${alias}.`).replaceAll('$', () => `$${values + index + 1}`))
        .join(' AND ');
    });
    narrowedTexts.set(key, narrow);
  }
  return narrow;
}

const remembering = new Set<string>();

function refuseForgotten(text: string): void {
  if (remembering.has(text)) return;
  const forgotten = forgottenIn(text);
  if (forgotten.length > 0) {
    throw new Error(
      `a statement of a confined caller reads ${forgotten.join(', ')} and does not say own(…) of it: ${text}`,
    );
  }
  remembering.add(text);
}

interface NamedTable {
  readonly table: string;
  readonly alias: string;
}

/** The tables a statement reads without saying whose rows it means; neither by a mark nor by what they are joined to. */
export function forgottenIn(text: string): string[] {
  const tables = tablesIn(text);
  const marks = [...text.matchAll(MARK)].map(([, alias]) => alias);
  const timesIn = (list: readonly (string | undefined)[], alias: string): number =>
    list.filter((each) => each === alias).length;
  const aliases = tables.map(({ alias }) => alias);
  let told = tables.filter(({ alias }) => timesIn(marks, alias) >= timesIn(aliases, alias));
  for (let before = -1; before < told.length;) {
    before = told.length;
    const sure = told;
    told = tables.filter((each) => sure.includes(each) || sure.some((own) => isJoined(text, each, own)));
  }
  return tables.filter((each) => !told.includes(each)).map(({ table }) => table);
}

/** Whether the rows belong to the machine that an own row is, or is of. */
function isJoined(text: string, { table, alias }: NamedTable, own: NamedTable): boolean {
  if (own.table === 'customer' || own.table === 'reseller') return false;
  const ofMachine = ({ table: name, alias: short }: NamedTable): string =>
    `${short}.${name === 'machine' ? 'id' : 'machine_id'}`;
  const isParty = table === 'customer' || table === 'reseller';
  const one = isParty ? `${alias}.id` : ofMachine({ table, alias });
  const other = isParty ? `${own.alias}.${table}_id` : ofMachine(own);
  return new RegExp(`(?<![\\w.])(${one} = ${other}|${other} = ${one})(?![\\w.])`, 'i').test(text);
}

// Left after the texts, column names and casts are gone, every mention of one is a table that is read or changed.
const NOT_TABLES = /'(?:[^']|'')*'|\bown\(\w+\)|::\s*"?\w+"?|\binsert\s+into\s+"?\w+"?/gi;
const TABLE = new RegExp(
  `(?<![.\\w])(${Object.keys(OWNED_TABLES).join('|')})(?![\\w.(])(?:\\s+(?:as\\s+)?(?!(?:as|where|set|on|using|join|left|inner|cross|order|group|for|union|and|limit|returning)\\b)([a-z]\\w*))?`,
  'gi',
);

function tablesIn(text: string): NamedTable[] {
  const plain = text
    .replace(NOT_TABLES, ' ')
    .replace(/\b(from|join|update|only)\s+"(\w+)"/gi, '$1 $2')
    .replace(/"[^"]*"/g, ' ');
  return [...plain.matchAll(TABLE)].map(([, table = '', alias]) => {
    return { table: table.toLowerCase(), alias: alias ?? table };
  });
}
