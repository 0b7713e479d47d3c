import {
  findMonths,
  lengthUnitOf,
  readChoice,
  readCode,
  readDate,
  readMonths,
  readText,
  readTick,
  type TableRow,
} from '#platform';
import { type CalendarDate, calendarDate, ServiceKind } from '#policy';
import { readApplicability } from './applicability.ts';
import type { CatalogueField } from './catalogue-columns.ts';
import {
  KIND_WORDS,
  kindInName,
  LEVEL_WORDS,
  levelInName,
  readAddOn,
  saysKeepYourDrive,
  saysPremier,
} from './offering-words.ts';
import type { ParsedOffering } from './parsed-catalogue.ts';
import { type PriceColumns, readRowPrice, readRowWholesale } from './row-price.ts';

type Row = TableRow<CatalogueField>;

/** What one good row says: an offering, and what it tells about the machine types it is for. */
export interface OfferingRow {
  readonly row: Row;
  readonly offering: ParsedOffering;
  readonly productName?: string;
  /** Undefined when the row says nothing about it. */
  readonly endOfSupport?: CalendarDate | 'NOT_ANNOUNCED';
}

export interface OfferingRowContext {
  readonly prices: PriceColumns;
  readonly wholesale: PriceColumns;
  readonly listDate?: CalendarDate;
}

/** Lists write a far day where there is none. */
const NO_SUCH_DAY_FROM = calendarDate('2050-01-01');

/** Judges a row as a whole: every error in it is reported on the row, and an offering comes back only when there is none. */
export function parseOfferingRow(row: Row, context: OfferingRowContext): OfferingRow | undefined {
  const appliesTo = readApplicability(row);
  const partNumber = readPartNumber(row);
  const name = row.take('name', readText, 'REQUIRED');
  const service = readService(row, name ?? '');
  const termMonths = readTerm(row, name ?? '');
  const dates = readDates(row);
  const taxOn = context.listDate ?? dates.onSaleFrom;
  const price = readRowPrice(row, context.prices, taxOn);
  const wholesale = readRowWholesale(row, context.wholesale, taxOn);
  const notes = row.take('notes', readText);
  const productName = row.take('productName', readText) ?? row.section;
  refuseOtherCurrencies(row);
  if (!row.isGood || !partNumber || !name || !service || !termMonths || !price) return undefined;
  const { endOfSupport, onSaleFrom, onSaleUntil } = dates;
  const offering: ParsedOffering = {
    partNumber,
    name,
    ...service,
    termMonths,
    ...price,
    ...wholesale,
    currency: 'JPY',
    ...(onSaleFrom && { onSaleFrom }),
    ...(onSaleUntil && { onSaleUntil }),
    ...(notes !== undefined && { notes }),
    appliesTo,
    source: row.source,
  };
  return { row, offering, ...(productName && { productName }), ...(endOfSupport && { endOfSupport }) };
}

function readPartNumber(row: Row): string | undefined {
  const partNumber = row.take('partNumber', (cell) => readCode(cell), 'REQUIRED');
  if (partNumber === undefined || /^[0-9A-Z]{7,12}$/.test(partNumber)) return partNumber;
  row.report('partNumber', 'PN_FORMAT', { example: '5WS7A01234' });
  return undefined;
}

type Service = Pick<ParsedOffering, 'kind' | 'serviceLevel' | 'premier' | 'keepYourDrive' | 'addOn'>;

function readService(row: Row, name: string): Service | undefined {
  const kind = row.has('kind')
    ? row.take('kind', (cell) => readChoice(cell, KIND_WORDS), 'REQUIRED')
    : kindInName(name);
  const serviceLevel = readLevel(row, name, kind);
  const premier = row.has('premier') ? (row.take('premier', readTick) ?? false) : saysPremier(name);
  const keepYourDrive = row.has('keepYourDrive')
    ? (row.take('keepYourDrive', readTick) ?? false)
    : saysKeepYourDrive(name);
  if (kind === undefined) return undefined;
  const addOn = kind === ServiceKind.ADD_ON ? row.take('name', () => readAddOn(name)) : undefined;
  return { kind, ...(serviceLevel && { serviceLevel }), premier, keepYourDrive, ...(addOn && { addOn }) };
}

function readLevel(row: Row, name: string, kind: ServiceKind | undefined): Service['serviceLevel'] {
  const needsLevel = kind === ServiceKind.WARRANTY_UPGRADE || kind === ServiceKind.RENEWAL;
  if (row.has('serviceLevel')) {
    return row.take('serviceLevel', (cell) => readChoice(cell, LEVEL_WORDS), needsLevel ? 'REQUIRED' : 'OPTIONAL');
  }
  const level = needsLevel ? levelInName(name) : undefined;
  if (needsLevel && level === undefined) row.report('serviceLevel', 'REQUIRED_MISSING');
  return level;
}

function readTerm(row: Row, name: string): number | undefined {
  if (row.has('term')) {
    return row.take('term', (cell) => readMonths(cell, lengthUnitOf(row.column('term'))), 'REQUIRED');
  }
  const months = findMonths(name);
  if (months === undefined) row.report('term', 'REQUIRED_MISSING');
  return months;
}

function readDates(row: Row): Pick<OfferingRow, 'endOfSupport'> & Pick<ParsedOffering, 'onSaleFrom' | 'onSaleUntil'> {
  const { date1904 } = row.table;
  const onSaleFrom = row.take('onSaleFrom', (cell) => readDate(cell, { date1904 }));
  const onSaleUntil = row.take('onSaleUntil', (cell) => readDate(cell, { date1904, noneFrom: NO_SUCH_DAY_FROM }));
  const endOfSupportOn = row.take('endOfSupport', (cell) => readDate(cell, { date1904, noneFrom: NO_SUCH_DAY_FROM }));
  if (onSaleFrom && onSaleUntil && onSaleUntil < onSaleFrom) {
    row.report('onSaleUntil', 'DATE_ORDER', { notBefore: onSaleFrom });
  }
  if (onSaleFrom && endOfSupportOn && endOfSupportOn < onSaleFrom) {
    row.report('endOfSupport', 'DATE_ORDER', { notBefore: onSaleFrom });
  }
  const endOfSupport = endOfSupportOn ?? (row.cell('endOfSupport') ? 'NOT_ANNOUNCED' : undefined);
  return {
    ...(onSaleFrom && { onSaleFrom }),
    ...(onSaleUntil && { onSaleUntil }),
    ...(endOfSupport && { endOfSupport }),
  };
}

function refuseOtherCurrencies(row: Row): void {
  const yen = new Map([['JPY', ['JPY', '円', '日本円', '¥', 'yen']]] as const);
  row.take('currency', (cell) => readChoice(cell, yen));
}
