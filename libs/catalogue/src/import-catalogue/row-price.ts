import {
  type ImportIssue,
  plainText,
  type PriceReading,
  readPrice,
  saysNothing,
  type Table,
  type TableRow,
} from '#platform';
import type { CalendarDate } from '#policy';
import type { CatalogueField } from './catalogue-columns.ts';
import { taxFits } from './consumption-tax.ts';
import type { ParsedOffering } from './parsed-catalogue.ts';

/** The columns one kind of price may stand in: of no tax basis, without tax, with it. */
interface PriceFields {
  readonly plain: CatalogueField;
  readonly withoutTax: CatalogueField;
  readonly withTax: CatalogueField;
}

export const LIST_PRICE: PriceFields = {
  plain: 'listPrice',
  withoutTax: 'listPriceWithoutTax',
  withTax: 'listPriceWithTax',
};
export const WHOLESALE_PRICE: PriceFields = {
  plain: 'wholesalePrice',
  withoutTax: 'wholesalePriceWithoutTax',
  withTax: 'wholesalePriceWithTax',
};

/** Which column holds prices without tax, which with it. */
export interface PriceColumns {
  readonly withoutTax?: CatalogueField;
  readonly withTax?: CatalogueField;
}

/** The price part of an offering. */
export type Price = Pick<ParsedOffering, 'priceState' | 'listPriceMinor' | 'listPriceWithTaxMinor'>;

/** What a row says a reseller pays; nothing where it leaves that open. */
export type Wholesale = Pick<ParsedOffering, 'wholesalePriceMinor' | 'wholesalePriceWithTaxMinor'>;

const BASIS_LINE =
  /(?:価格|料金|表示)[^。]{0,12}?(税抜|税別|税込)|(税抜|税別|税込)み?き?(?:価格|表示|です)|prices?[^.]{0,24}?\b(excl|incl)/i;

/**
 * Tells a sheet's price columns apart. A column whose header names no tax basis takes it from the other column, or
 * from a note (`価格は税別`); failing both its prices could be off by the tax, which is an error.
 */
export function priceColumnsOf(
  { sheet, header }: Table<CatalogueField>,
  fields: PriceFields,
): PriceColumns | ImportIssue {
  const { columns } = header;
  const known: PriceColumns = {
    ...(columns.has(fields.withoutTax) && { withoutTax: fields.withoutTax }),
    ...(columns.has(fields.withTax) && { withTax: fields.withTax }),
  };
  const plain = columns.get(fields.plain);
  if (plain === undefined || (known.withoutTax && known.withTax)) return known;
  if (known.withTax) return { ...known, withoutTax: fields.plain };
  if (known.withoutTax) return { ...known, withTax: fields.plain };
  const said = new Set(sheetTexts(sheet.rows).flatMap((text) => basisIn(text) ?? []));
  if (said.size === 1) return said.has('WITH_TAX') ? { withTax: fields.plain } : { withoutTax: fields.plain };
  return {
    sheet: sheet.name,
    row: header.top,
    column: plain.letter,
    columnName: plain.name,
    code: 'TAX_BASIS_UNKNOWN',
    severity: 'ERROR',
    expected: { headers: [`${plain.name}(税抜)`, `${plain.name}(税込)`] },
  };
}

const DENIAL = /(?:では|じゃ)?(?:ありません|ない|ございません|無い)|\b(?:not|no)\b|n't/i;

/** The tax basis that a note names. What denies one does not say which one it is. */
function basisIn(text: string): 'WITHOUT_TAX' | 'WITH_TAX' | undefined {
  const [, before, after, english] = BASIS_LINE.exec(text) ?? [];
  const basis = before ?? after ?? english?.toLowerCase();
  if (basis === undefined || DENIAL.test(text)) return undefined;
  return basis === '税込' || basis === 'incl' ? 'WITH_TAX' : 'WITHOUT_TAX';
}

/** Notes and titles are rows with few cells; the data between them is not searched. */
function sheetTexts(rows: Table<CatalogueField>['sheet']['rows']): string[] {
  return rows.filter(({ cells }) => cells.length <= 3).flatMap(({ cells }) => cells.map(({ raw }) => plainText(raw)));
}

/** Reads a row's prices in whole yen. `taxOn` is the day whose tax rate the two amounts are compared by. */
export function readRowPrice(
  row: TableRow<CatalogueField>,
  { withoutTax, withTax }: PriceColumns,
  taxOn: CalendarDate | undefined,
): Price | undefined {
  const net = withoutTax && row.take(withoutTax, (cell) => readPrice(cell, unitOf(row, withoutTax), 'WITHOUT_TAX'));
  const gross = withTax && row.take(withTax, (cell) => readPrice(cell, unitOf(row, withTax), 'WITH_TAX'));
  const said = net ?? gross;
  if (said === undefined) {
    const field = withoutTax ?? withTax;
    const unread = row.issues.some(({ column }) =>
      [withoutTax, withTax].some((one) => one && row.column(one)?.letter === column),
    );
    if (field !== undefined && !unread) row.report(field, 'REQUIRED_MISSING');
    return undefined;
  }
  if (net && gross && net.state !== gross.state) {
    const unlisted = net.state === 'LISTED' ? withTax : withoutTax;
    if (unlisted) row.report(unlisted, 'PRICE_STATES_DIFFER');
    return undefined;
  }
  if (said.state !== 'LISTED') return { priceState: said.state };
  const [listPriceMinor, listPriceWithTaxMinor] = [amountOf(net), amountOf(gross)];
  reportTaxMismatch(row, withTax, listPriceMinor, listPriceWithTaxMinor, taxOn);
  return {
    priceState: 'LISTED',
    ...(listPriceMinor !== undefined && { listPriceMinor }),
    ...(listPriceWithTaxMinor !== undefined && { listPriceWithTaxMinor }),
  };
}

/** Reads what a row says a reseller pays, in whole yen. An open price, or one to ask for, is none. */
export function readRowWholesale(
  row: TableRow<CatalogueField>,
  { withoutTax, withTax }: PriceColumns,
  taxOn: CalendarDate | undefined,
): Wholesale {
  const net = amountOf(
    withoutTax && row.take(withoutTax, (cell) => readPrice(cell, unitOf(row, withoutTax), 'WITHOUT_TAX')),
  );
  const gross = amountOf(withTax && row.take(withTax, (cell) => readPrice(cell, unitOf(row, withTax), 'WITH_TAX')));
  reportTaxMismatch(row, withTax, net, gross, taxOn);
  return {
    ...(net !== undefined && { wholesalePriceMinor: net }),
    ...(gross !== undefined && { wholesalePriceWithTaxMinor: gross }),
  };
}

function amountOf(price: PriceReading | undefined): number | undefined {
  return price?.state === 'LISTED' ? price.amount : undefined;
}

function reportTaxMismatch(
  row: TableRow<CatalogueField>,
  field: CatalogueField | undefined,
  net: number | undefined,
  gross: number | undefined,
  taxOn: CalendarDate | undefined,
): void {
  if (field === undefined || net === undefined || gross === undefined || taxOn === undefined) return;
  if (!taxFits(net, gross, taxOn, percentOf(row, taxOn)))
    row.report(field, 'TAX_MISMATCH', { withoutTax: net, on: taxOn }, 'WARNING');
}

const TAX_RATE = /^(\d{1,2}(?:\.\d+)?)\s?%?$/;

/** The tax rate a row names, in percent. */
function percentOf(row: TableRow<CatalogueField>, taxOn: CalendarDate): number | undefined {
  const text = plainText(row.cell('taxRate')?.raw ?? '');
  if (saysNothing(text)) return undefined;
  const rate = Number(TAX_RATE.exec(text)?.[1] ?? Number.NaN);
  if (!Number.isNaN(rate)) return rate < 1 && !text.endsWith('%') ? rate * 100 : rate;
  if (!row.issues.some(({ code }) => code === 'TAX_RATE_FORMAT'))
    row.report('taxRate', 'TAX_RATE_FORMAT', { on: taxOn, example: '10%' }, 'WARNING');
  return undefined;
}

function unitOf(row: TableRow<CatalogueField>, field: CatalogueField): number {
  const qualifiers = row.column(field)?.qualifiers ?? [];
  if (qualifiers.some((qualifier) => qualifier.includes('千円'))) return 1_000;
  return qualifiers.some((qualifier) => qualifier.includes('万円')) ? 10_000 : 1;
}
