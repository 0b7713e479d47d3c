import { type ImportIssue, plainText, type PriceReading, readPrice, type Table, type TableRow } from '#platform';
import type { CalendarDate } from '#policy';
import type { CatalogueField } from './catalogue-columns.ts';
import { taxFits } from './consumption-tax.ts';
import type { ParsedOffering } from './parsed-catalogue.ts';

/** Which column holds prices without tax, which with it. */
export interface PriceColumns {
  readonly withoutTax?: CatalogueField;
  readonly withTax?: CatalogueField;
}

/** The price part of an offering. */
export type Price = Pick<ParsedOffering, 'priceState' | 'listPriceMinor' | 'listPriceWithTaxMinor'>;

const BASIS_LINE =
  /(?:価格|料金|表示)[^。]{0,12}?(税抜|税別|税込)|(税抜|税別|税込)み?き?(?:価格|表示|です)|prices?[^.]{0,24}?\b(excl|incl)/i;

/**
 * Tells a sheet's price columns apart. A column whose header names no tax basis takes it from the other column, or
 * from a note (`価格は税別`); failing both its prices could be off by the tax, which is an error.
 */
export function priceColumnsOf({ sheet, header }: Table<CatalogueField>): PriceColumns | ImportIssue {
  const { columns } = header;
  const known: PriceColumns = {
    ...(columns.has('listPriceWithoutTax') && { withoutTax: 'listPriceWithoutTax' as const }),
    ...(columns.has('listPriceWithTax') && { withTax: 'listPriceWithTax' as const }),
  };
  const plain = columns.get('listPrice');
  if (plain === undefined || (known.withoutTax && known.withTax)) return known;
  if (known.withTax) return { ...known, withoutTax: 'listPrice' };
  if (known.withoutTax) return { ...known, withTax: 'listPrice' };
  const [, before, after, english] =
    sheetTexts(sheet.rows)
      .map((text) => BASIS_LINE.exec(text))
      .find(Boolean) ?? [];
  const basis = before ?? after ?? english?.toLowerCase();
  if (basis !== undefined)
    return basis === '税込' || basis === 'incl' ? { withTax: 'listPrice' } : { withoutTax: 'listPrice' };
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
  const net = withoutTax && row.take(withoutTax, (cell) => readPrice(cell, unitOf(row, withoutTax)));
  const gross = withTax && row.take(withTax, (cell) => readPrice(cell, unitOf(row, withTax)));
  const said = net ?? gross;
  if (said === undefined) {
    const field = withoutTax ?? withTax;
    const unread = row.issues.some(({ column }) =>
      [withoutTax, withTax].some((one) => one && row.column(one)?.letter === column),
    );
    if (field !== undefined && !unread) row.report(field, 'REQUIRED_MISSING');
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
  const rate = Number.parseFloat(plainText(row.cell('taxRate')?.raw ?? ''));
  const percent = Number.isNaN(rate) ? undefined : rate < 1 ? rate * 100 : rate;
  if (!taxFits(net, gross, taxOn, percent))
    row.report(field, 'TAX_MISMATCH', { withoutTax: net, on: taxOn }, 'WARNING');
}

function unitOf(row: TableRow<CatalogueField>, field: CatalogueField): number {
  const qualifiers = row.column(field)?.qualifiers ?? [];
  if (qualifiers.some((qualifier) => qualifier.includes('千円'))) return 1_000;
  return qualifiers.some((qualifier) => qualifier.includes('万円')) ? 10_000 : 1;
}
