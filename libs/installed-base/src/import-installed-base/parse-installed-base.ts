import {
  findTables,
  foldIssues,
  layoutIssues,
  type ReadRow,
  reportContradiction,
  tableRows,
  withoutDuplicates,
  type Workbook,
} from '#platform';
import { INSTALLED_BASE_COLUMNS, type InstalledBaseField } from './installed-base-columns.ts';
import { parseMachineRow } from './parse-machine-row.ts';
import type { ParsedInstalledBase, ParsedMachine } from './parsed-installed-base.ts';

/**
 * Reads a list of machines. Rows with an error are left out and all their errors reported. A machine is its machine
 * type and serial together; a pack serial may stand on one machine only.
 */
export function parseInstalledBase(workbook: Workbook): ParsedInstalledBase {
  const { tables, issues } = findTables(workbook, INSTALLED_BASE_COLUMNS);
  const rows = tables.flatMap((table) => tableRows(table, { keys: ['serial', 'productNumber'], filledDown: [] }));
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
    issues: foldIssues(
      [...issues, ...layoutIssues(rows, 'serial'), ...rows.flatMap((row) => row.issues)],
      workbook.sheets.map(({ name }) => name),
    ),
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
