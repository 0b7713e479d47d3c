import { type ImportIssueCode, reportContradiction } from '#platform';
import type { CatalogueField } from './catalogue-columns.ts';
import type { Applicability, ParsedOffering } from './parsed-catalogue.ts';
import type { OfferingRow } from './parse-offering-row.ts';

/**
 * Brings the rows of each part number together into one offering. A row said twice counts once; rows that contradict
 * each other are all left out and each names the others. What is wrong is reported on the rows.
 */
export function mergeOfferings(rows: readonly OfferingRow[]): { offerings: ParsedOffering[]; good: OfferingRow[] } {
  const byPartNumber = Map.groupBy(rows, ({ offering }) => offering.partNumber);
  const offerings: ParsedOffering[] = [];
  const good: OfferingRow[] = [];
  for (const group of byPartNumber.values()) {
    if (reportContradictions(group)) continue;
    offerings.push(merge(withoutRepetitions(group)));
    good.push(...group);
  }
  return { offerings, good };
}

function reportContradictions(group: readonly OfferingRow[]): boolean {
  const [first] = group;
  if (first === undefined || group.length === 1) return false;
  for (const { keyOf, fields } of PRICES) {
    const prices = new Set(group.map(({ offering }) => keyOf(offering)));
    if (prices.size > 1)
      reportAll(group, 'PRICE_CONFLICT', fields.find((field) => first.row.has(field)) ?? 'partNumber');
  }
  const terms = new Set(group.map(({ offering }) => termsKey(offering)));
  if (terms.size > 1) reportAll(group, 'DUP_KEY_CONFLICT', 'partNumber');
  else {
    for (const sameKey of Map.groupBy(group, ({ offering }) => applicabilityKey(offering.appliesTo)).values()) {
      const contents = new Set(sameKey.map(contentKey));
      if (contents.size > 1) reportAll(sameKey, 'DUP_KEY_CONFLICT', 'partNumber');
    }
  }
  return group.some(({ row }) => !row.isGood);
}

function reportAll(rows: readonly OfferingRow[], code: ImportIssueCode, field: CatalogueField): void {
  reportContradiction(
    rows.map(({ row }) => row),
    field,
    code,
  );
}

function withoutRepetitions(group: readonly OfferingRow[]): OfferingRow[] {
  const kept = new Map<string, OfferingRow>();
  for (const one of group) {
    const key = applicabilityKey(one.offering.appliesTo);
    const first = kept.get(key);
    if (first === undefined) kept.set(key, one);
    else one.row.report('partNumber', 'DUP_IDENTICAL', { rows: [first.row.place] }, 'WARNING');
  }
  return [...kept.values()];
}

/** The first row speaks for all of them; where they differ in days, the offering is on sale as long as any says. */
function merge(rows: readonly OfferingRow[]): ParsedOffering {
  const [first, ...others] = rows as [OfferingRow, ...OfferingRow[]];
  for (const other of others) {
    const { onSaleFrom, onSaleUntil } = first.offering;
    if (onSaleFrom !== other.offering.onSaleFrom || onSaleUntil !== other.offering.onSaleUntil) {
      other.row.report('partNumber', 'CONTENT_DIFFERS', { rows: [first.row.place] }, 'WARNING');
    }
  }
  const { onSaleFrom: _from, onSaleUntil: _until, ...offering } = first.offering;
  const starts = rows.map((one) => one.offering.onSaleFrom);
  const ends = rows.map((one) => one.offering.onSaleUntil);
  const onSaleFrom = starts.includes(undefined) ? undefined : starts.toSorted()[0];
  const onSaleUntil = ends.includes(undefined) ? undefined : ends.toSorted().at(-1);
  const appliesTo = new Map(rows.flatMap((one) => one.offering.appliesTo).map((one) => [applicabilityKey([one]), one]));
  return {
    ...offering,
    ...(onSaleFrom && { onSaleFrom }),
    ...(onSaleUntil && { onSaleUntil }),
    appliesTo: [...appliesTo.values()],
  };
}

/** What must be the same on every row of a part number, and the columns it may stand in. */
const PRICES: readonly {
  readonly keyOf: (offering: ParsedOffering) => string;
  readonly fields: readonly CatalogueField[];
}[] = [
  {
    keyOf: ({ priceState, listPriceMinor, listPriceWithTaxMinor }) =>
      JSON.stringify([priceState, listPriceMinor, listPriceWithTaxMinor]),
    fields: ['listPriceWithoutTax', 'listPrice', 'listPriceWithTax'],
  },
  {
    keyOf: ({ wholesalePriceMinor, wholesalePriceWithTaxMinor }) =>
      JSON.stringify([wholesalePriceMinor, wholesalePriceWithTaxMinor]),
    fields: ['wholesalePriceWithoutTax', 'wholesalePrice', 'wholesalePriceWithTax'],
  },
];

function termsKey({ kind, serviceLevel, premier, keepYourDrive, addOn, termMonths }: ParsedOffering): string {
  return JSON.stringify([kind, serviceLevel, premier, keepYourDrive, addOn, termMonths]);
}

function contentKey({ offering: { source: _, ...content }, productName, endOfSupport }: OfferingRow): string {
  return JSON.stringify([content, productName, endOfSupport]);
}

function applicabilityKey(appliesTo: readonly Applicability[]): string {
  return appliesTo
    .map(({ machineType, model }) => `${machineType}${model ?? ''}`)
    .toSorted()
    .join(' ');
}
