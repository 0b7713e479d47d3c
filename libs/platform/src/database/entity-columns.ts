import { getMetadataArgsStorage } from 'typeorm';

export type EntityClass<T> = new () => T;

/** The table of an entity class and its columns by property name. Throws when the class is no entity. */
export interface EntityTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
}

const tables = new Map<unknown, EntityTable>();

/** `termMonths` → `term_months`; digits keep to the word before them. */
export function snakeCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Reads the table and column names off the entity's own declarations, so that they are written once. */
export function tableOf<T>(entity: EntityClass<T>): EntityTable {
  let table = tables.get(entity);
  if (table === undefined) {
    const storage = getMetadataArgsStorage();
    const declared = storage.tables.find(({ target }) => target === entity);
    if (declared?.name === undefined) throw new Error(`${entity.name} is not an entity with a table name`);
    const columns = storage.filterColumns(entity as never);
    table = {
      name: declared.name,
      columns: new Map(
        columns.map((column) => [column.propertyName, column.options.name ?? snakeCase(column.propertyName)]),
      ),
    };
    tables.set(entity, table);
  }
  return table;
}

/**
 * The columns of an entity as a select list, named by their properties behind a prefix: `m."serial" AS "machine.serial"`.
 * With `only`, those properties; each column of each row costs its bit.
 */
export function selectList<T>(entity: EntityClass<T>, alias: string, prefix = '', only?: ReadonlySet<string>): string {
  const lists = listsOf(only ?? EVERYTHING);
  const key = `${tableOf(entity).name} ${alias} ${prefix}`;
  let list = lists.get(key);
  if (list === undefined) {
    list = [...tableOf(entity).columns]
      .filter(([property]) => only === undefined || only.has(property))
      .map(([property, column]) => `${alias}."${column}" AS "${prefix}${property}"`)
      .join(', ');
    lists.set(key, list);
  }
  return list;
}

const EVERYTHING: ReadonlySet<string> = new Set();
const listsByProperties = new WeakMap<ReadonlySet<string>, Map<string, string>>();

/** The lists that were made of certain properties: statements are put together anew for each request. */
function listsOf(properties: ReadonlySet<string>): Map<string, string> {
  let lists = listsByProperties.get(properties);
  if (lists === undefined) listsByProperties.set(properties, (lists = new Map<string, string>()));
  return lists;
}

/** The properties of an entity that are columns, but for some. */
export function propertiesOf<T>(
  entity: EntityClass<T>,
  ...without: readonly (keyof T & string)[]
): ReadonlySet<string> {
  const left = new Set(tableOf(entity).columns.keys());
  for (const property of without) left.delete(property);
  return left;
}

/** The properties of an entity with their names behind a prefix: worked out once, not for each row. */
const prefixed = new Map<unknown, Map<string, readonly (readonly [property: string, name: string])[]>>();

function namesOf<T>(entity: EntityClass<T>, prefix: string): readonly (readonly [property: string, name: string])[] {
  let byPrefix = prefixed.get(entity);
  if (byPrefix === undefined)
    prefixed.set(entity, (byPrefix = new Map<string, readonly (readonly [string, string])[]>()));
  let names = byPrefix.get(prefix);
  if (names === undefined) {
    names = [...tableOf(entity).columns.keys()].map((property) => [property, prefix + property] as const);
    byPrefix.set(prefix, names);
  }
  return names;
}

/** The entity that `selectList` put into a row behind a prefix; nothing where an outer join found none. */
export function entityFrom<T extends object>(entity: EntityClass<T>, row: object, prefix: string): T | undefined {
  const values = row as Readonly<Record<string, unknown>>;
  const found = new entity();
  let isThere = false;
  for (const [property, name] of namesOf(entity, prefix)) {
    const value = values[name];
    if (value === undefined) continue;
    found[property as keyof T] = value as T[keyof T];
    if (value !== null) isThere = true;
  }
  return isThere ? found : undefined;
}
