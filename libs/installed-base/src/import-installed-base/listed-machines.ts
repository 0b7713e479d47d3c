import {
  type Cell,
  columnLetter,
  type ImportIssue,
  type Row,
  type SurveyedWorkbook,
  type Table,
  TableRow,
} from '#platform';
import type { InstalledBaseField } from './installed-base-columns.ts';
import { judgeRows } from './parse-installed-base.ts';
import type { ParsedInstalledBase } from './parsed-installed-base.ts';

/** What a request calls the columns of a list of machines. */
const FIELDS = {
  productNumber: 'productNumber',
  machineType: 'machineType',
  model: 'model',
  serial: 'serial',
  customerName: 'customer',
  resellerName: 'reseller',
  municipalityCode: 'municipalityCode',
  country: 'country',
  shippedOn: 'shippedOn',
  warrantyStartsOn: 'warrantyStartsOn',
  warrantyMonths: 'warrantyMonths',
  used: 'used',
  servicePartNumber: 'servicePartNumber',
  packSerial: 'packSerial',
  serviceStartsOn: 'serviceStartsOn',
  serviceEndsOn: 'serviceEndsOn',
} as const satisfies Record<InstalledBaseField, string>;
const NAMES = Object.values(FIELDS);

type ListedField = (typeof NAMES)[number];

/** One machine as a request lists it: nothing of it is judged yet. */
export type ListedMachine = { readonly [F in ListedField]?: string | number | boolean | null | undefined };

/** The machines of a request as a file: the same machines are the same bytes, however they were written. */
export function fileOfMachines(machines: readonly ListedMachine[]): Buffer {
  const said = machines.map((machine) => Object.fromEntries(NAMES.map((name) => [name, machine[name] ?? undefined])));
  return Buffer.from(JSON.stringify({ machines: said }));
}

function machinesOfFile(content: Buffer): readonly ListedMachine[] {
  return (JSON.parse(content.toString('utf8')) as { machines: ListedMachine[] }).machines;
}

/**
 * Reads machines of a request by the rules of a list. Where an issue names a row it is the number of the machine, from 1,
 * and the name of its column is the field.
 */
export function parseListedMachines(content: Buffer): ParsedInstalledBase {
  const rows = machinesOfFile(content).map((machine, index) => rowOf(machine, index + 1));
  const columns = Object.entries(FIELDS).map(([field, name], index) => {
    return [field as InstalledBaseField, { column: index + 1, letter: '', name, qualifiers: [] }] as const;
  });
  const headed = new Set(columns.map(([, { column }]) => column));
  const table: Table<InstalledBaseField> = {
    sheet: { name: '', hidden: false, merges: [], rows },
    header: { top: 0, bottom: 0, columns: new Map(columns), unknown: [], headed, ambiguous: [], missing: [] },
    date1904: false,
  };
  return judgeRows(rows.map((row) => new TableRow(table, row, undefined, new Map())));
}

type Placed = Pick<ImportIssue, 'sheet' | 'row' | 'column' | 'columnName' | 'expected'>;

const SHEET = 'machines';
/** The header of the workbook stands above the machines of a request, the numbers of the machines before their columns. */
export const ROWS_ABOVE_MACHINES = 1;
const COLUMNS_BEFORE = 1;

/** Machines of a request as a workbook: once mended, it can be sent in as a list. */
export function workbookOfMachines(content: Buffer): SurveyedWorkbook {
  const rows = machinesOfFile(content).map((machine, index) => {
    const number = index + 1;
    const cells = rowOf(machine, number).cells.map((cell) => ({ ...cell, column: cell.column + COLUMNS_BEFORE }));
    return { number: number + ROWS_ABOVE_MACHINES, hidden: false, cells: [cellOf(1, number), ...cells] };
  });
  const header = { number: 1, hidden: false, cells: ['No.', ...NAMES].map((name, index) => cellOf(index + 1, name)) };
  const lastColumn = NAMES.length + COLUMNS_BEFORE;
  const sheet = { name: SHEET, hidden: false, merges: [], rows: [header, ...rows], lastColumn };
  return { sheets: [sheet], date1904: false, macros: false };
}

/** What is said of a machine of a request, at the place it has in the workbook. */
export function placedInWorkbook<Issue extends Placed>(issue: Issue): Issue {
  const { row, columnName, expected } = issue;
  if (row === undefined) return issue;
  const column = NAMES.indexOf(columnName as ListedField) + 1 + COLUMNS_BEFORE;
  const inRow = (number: unknown): number => Number(number) + ROWS_ABOVE_MACHINES;
  const others = expected?.rows;
  return {
    ...issue,
    sheet: SHEET,
    row: inRow(row),
    ...(column > COLUMNS_BEFORE && { column: columnLetter(column) }),
    ...(Array.isArray(others) && { expected: { ...expected, rows: others.map(inRow) } }),
  };
}

function rowOf(machine: ListedMachine, number: number): Row {
  const cells = NAMES.flatMap((name, index) => {
    const value = machine[name];
    return value === undefined || value === null ? [] : [cellOf(index + 1, value)];
  });
  return { number, hidden: false, cells };
}

function cellOf(column: number, value: string | number | boolean): Cell {
  const raw = String(value);
  if (typeof value === 'string') return { column, raw, value: { kind: 'text', text: value } };
  if (typeof value === 'number') return { column, raw, value: { kind: 'number', number: value } };
  return { column, raw, value: { kind: 'boolean', boolean: value } };
}
