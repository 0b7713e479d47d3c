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

/** The columns of an entity as a select list, named by their properties behind a prefix: `m."serial" AS "machine.serial"`. */
export function selectList<T>(entity: EntityClass<T>, alias: string, prefix = ''): string {
  return [...tableOf(entity).columns]
    .map(([property, column]) => `${alias}."${column}" AS "${prefix}${property}"`)
    .join(', ');
}

/** The entity that `selectList` put into a row behind a prefix; nothing where an outer join found none. */
export function entityFrom<T extends object>(entity: EntityClass<T>, row: object, prefix: string): T | undefined {
  const values = row as Readonly<Record<string, unknown>>;
  const found = Object.assign(
    new entity(),
    Object.fromEntries([...tableOf(entity).columns.keys()].map((property) => [property, values[prefix + property]])),
  );
  return Object.values(found).every((value) => value === null || value === undefined) ? undefined : found;
}
