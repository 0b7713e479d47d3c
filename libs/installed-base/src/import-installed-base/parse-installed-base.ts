import {
  emptyTables,
  findTables,
  foldIssues,
  type ImportIssue,
  layoutIssues,
  type ReadRow,
  reportContradiction,
  type TableRow,
  tableRows,
  withoutDuplicates,
  type Workbook,
} from '#platform';
import { INSTALLED_BASE_COLUMNS, type InstalledBaseField } from './installed-base-columns.ts';
import { parseMachineRow } from './parse-machine-row.ts';
import type { ParsedInstalledBase, ParsedMachine } from './parsed-installed-base.ts';

/** Reads a list of machines: rows with an error are left out and all their errors reported. */
export function parseInstalledBase(workbook: Workbook): ParsedInstalledBase {
  const { tables, issues } = findTables(workbook, INSTALLED_BASE_COLUMNS);
  const rows = tables.flatMap((table) => tableRows(table, { keys: ['serial', 'productNumber'], filledDown: [] }));
  const sheets = workbook.sheets.map(({ name }) => name);
  return judgeRows(rows, [...issues, ...emptyTables(tables, rows), ...layoutIssues(rows, 'serial')], sheets);
}

/**
 * Judges the rows of a list by themselves and against each other: a machine is its machine type and serial together; a
 * pack serial may stand on one machine only. `said` is what the reading said already.
 */
export function judgeRows(
  rows: readonly TableRow<InstalledBaseField>[],
  said: readonly ImportIssue[] = [],
  sheets: readonly string[] = [],
): ParsedInstalledBase {
  const read = rows.flatMap((row) => {
    const value = parseMachineRow(row);
    return value === undefined ? [] : [{ row, value }];
  });
  const unique = withoutDuplicates(read, 'serial', ({ machineType, serial }) => `${machineType} ${serial}`);
  refuseSharedPacks(unique);
  const machines = unique.filter(({ row }) => row.isGood).map(({ value }) => value);
  const goodRows = rows.filter((row) => row.isGood).length;
  return {
    machines,
    issues: foldIssues([...said, ...rows.flatMap((row) => row.issues)], sheets),
    rowsRead: rows.length,
    counts: { rowsRead: rows.length, goodRows, badRows: rows.length - goodRows, machines: machines.length },
  };
}

function refuseSharedPacks(read: readonly ReadRow<InstalledBaseField, ParsedMachine>[]): void {
  const byPack = Map.groupBy(read, ({ value }) => value.packSerial);
  for (const [packSerial, group] of byPack) {
    if (packSerial === undefined || group.length === 1) continue;
    reportContradiction(
      group.map(({ row }) => row),
      'packSerial',
    );
  }
}
