import { type ColumnVocabulary, findHeader, type HeaderMapping } from './header-mapping.ts';
import type { ImportIssue } from './import-issue.ts';
import type { Sheet, Workbook } from './workbook.ts';

/** A sheet with a header that can be read. */
export interface Table<Field extends string> {
  readonly sheet: Sheet;
  readonly header: HeaderMapping<Field>;
  readonly date1904: boolean;
}

/**
 * The tables of a workbook, one to a visible sheet. Sheets without a header are skipped and said so; a header that
 * lacks a required column, or has one twice, is an error and its sheet is not read.
 */
export function findTables<Field extends string>(
  workbook: Workbook,
  vocabulary: ColumnVocabulary<Field>,
): { readonly tables: readonly Table<Field>[]; readonly issues: readonly ImportIssue[] } {
  const issues: ImportIssue[] = [];
  const tables: Table<Field>[] = [];
  if (workbook.macros) issues.push({ sheet: '', code: 'MACRO_IGNORED', severity: 'INFO' });
  for (const sheet of workbook.sheets) {
    if (sheet.hidden) {
      issues.push({ sheet: sheet.name, code: 'SHEET_HIDDEN', severity: 'WARNING' });
      continue;
    }
    const header = findHeader(sheet, vocabulary);
    if (header === undefined) {
      issues.push({ sheet: sheet.name, code: 'SHEET_SKIPPED', severity: 'INFO' });
      continue;
    }
    const said = headerIssues(sheet, header, vocabulary);
    issues.push(...said);
    if (!said.some(({ severity }) => severity === 'ERROR')) tables.push({ sheet, header, date1904: workbook.date1904 });
  }
  if (tables.length === 0 && !issues.some(({ severity }) => severity === 'ERROR')) {
    issues.push({ sheet: '', code: 'HDR_NOT_FOUND', severity: 'ERROR', expected: { headers: accepted(vocabulary) } });
  }
  return { tables, issues };
}

/** The tables that have no row of data, each said once: a warning where another one has some. */
export function emptyTables<Field extends string>(
  tables: readonly Table<Field>[],
  rows: readonly { readonly table: Table<Field> }[],
): ImportIssue[] {
  const filled = new Set(rows.map(({ table }) => table));
  const severity = filled.size === 0 ? 'ERROR' : 'WARNING';
  return tables
    .filter((table) => !filled.has(table))
    .map(({ sheet, header }) => ({ sheet: sheet.name, row: header.bottom, code: 'ROWS_MISSING', severity }));
}

function accepted<Field extends string>({ required, synonyms }: ColumnVocabulary<Field>): string[] {
  return required.map((fields) => fields.flatMap((field) => synonyms[field].slice(0, 1)).join(' | '));
}

function headerIssues<Field extends string>(
  sheet: Sheet,
  { top, columns: known, missing, ambiguous, unknown }: HeaderMapping<Field>,
  { synonyms, notTaken }: ColumnVocabulary<Field>,
): ImportIssue[] {
  const place = { sheet: sheet.name, row: top };
  return [
    ...missing.map((fields): ImportIssue => {
      const headers = fields.flatMap((field) => synonyms[field]);
      return { ...place, code: 'HDR_REQUIRED_MISSING', severity: 'ERROR', expected: { headers } };
    }),
    ...ambiguous.map(({ columns }): ImportIssue => ({
      ...place,
      column: columns[0]?.letter,
      columnName: columns[0]?.name,
      code: 'HDR_AMBIGUOUS',
      severity: 'ERROR',
      expected: { columns: columns.map(({ letter, name }) => `${letter} ${name}`) },
    })),
    ...unknown.map(({ letter, name }): ImportIssue => ({
      ...place,
      column: letter,
      columnName: name,
      code: 'HDR_UNKNOWN',
      severity: 'INFO',
    })),
    ...[...known].flatMap(([field, { letter, name }]): ImportIssue[] => {
      const severity = notTaken?.[field];
      return severity ? [{ ...place, column: letter, columnName: name, code: 'HDR_NOT_TAKEN', severity }] : [];
    }),
  ];
}
