import { Injectable } from '@nestjs/common';

import type { Locale } from '#policy';
import { seesWholesalePrices } from '#access';
import {
  badUserInput,
  type Caller,
  Clock,
  Database,
  entityFrom,
  type ExportedTable,
  selectList,
  type WrittenValue,
} from '#platform';

import { readMachineType } from '../read-machine-key.ts';
import { ServiceOffering } from '../service-offering.entity.ts';
import { versionOn } from '../version-on.ts';
import { WholesalePrice } from '../wholesale-price.entity.ts';
import { CATALOGUE_WORDS, PRICE_WORDS } from './catalogue-words.ts';

/** What of the catalogue is wanted. */
export interface CatalogueSelection {
  readonly on?: string;
  readonly knownAt?: Date;
  readonly machineType?: string;
}

interface ListedLine extends ServiceOffering {
  readonly machineType: string;
  readonly model: string;
  readonly productName: string;
  readonly endOfSupportOn: string | null;
}

/** Offerings read at once; each brings the lines of its machine types. */
const BATCH = 500;

/** The lines of a batch of offerings, with a further column and what it comes from. */
const linesWith = (columns: string, joined: string): string => `SELECT ${selectList(ServiceOffering, 'o')},
    a.machine_type AS "machineType", a.model, l.product_name AS "productName", l.end_of_support_on AS "endOfSupportOn"${columns}
  FROM (SELECT * FROM service_offering s WHERE s.version_id = $1 AND s.part_number > $2 AND ($3::text IS NULL OR EXISTS (
      SELECT FROM applicability x WHERE x.version_id = $1 AND x.part_number = s.part_number AND x.machine_type = $3))
    ORDER BY s.part_number LIMIT ${BATCH}) o
  JOIN applicability a USING (version_id, part_number)
  JOIN listed_machine_type l ON l.version_id = o.version_id AND l.code = a.machine_type
  ${joined}
  WHERE $3::text IS NULL OR a.machine_type = $3
  ORDER BY o.part_number, a.machine_type, a.model`;
const LINES = linesWith('', '');
const LINES_WITH_WHOLESALE = linesWith(
  `, ${selectList(WholesalePrice, 'w', 'wholesale.')}`,
  'LEFT JOIN wholesale_price w ON w.version_id = o.version_id AND w.part_number = o.part_number',
);

/**
 * The catalogue of a day as a list that can be imported again: one line for each offering and machine it is for. It is
 * read bit by bit, each bit in a transaction of its own; a version never changes, so together they are one.
 */
@Injectable()
export class ExportCatalogue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** With wholesale prices for a caller who may see them. Throws `BAD_USER_INPUT` for a machine type that is none. */
  async table(caller: Caller, selection: CatalogueSelection, locale: Locale): Promise<ExportedTable> {
    const on = selection.on ?? this.clock.today();
    const machineType = selection.machineType && readMachineType('machineType', selection.machineType);
    const version = await this.database.read(caller, (tx) =>
      tx.row<{ id: string; listDate: string | null; rowCount: number }>(
        `SELECT v.id, v.list_date AS "listDate", (SELECT count(*)::int FROM applicability a
           WHERE a.version_id = v.id AND ($3::text IS NULL OR a.machine_type = $3)) AS "rowCount"
         FROM catalogue_version v WHERE v.id = ${versionOn('$1', '$2')}`,
        [on, selection.knownAt ?? null, machineType ?? null],
      ),
    );
    if (version === undefined)
      throw badUserInput('on', 'No catalogue has been published yet, so there is none to export.');
    const words = CATALOGUE_WORDS[locale];
    return {
      name: words.name,
      title: words.title(version.listDate ?? on),
      columns: seesWholesalePrices(caller) ? [...words.headers, ...words.wholesaleHeaders] : words.headers,
      rows: this.rows(caller, version.id, machineType || null, locale),
      rowCount: version.rowCount,
      narrowedBy: ['machineType'],
    };
  }

  private async *rows(
    caller: Caller,
    versionId: string,
    machineType: string | null,
    locale: Locale,
  ): AsyncGenerator<readonly WrittenValue[]> {
    let beyond = '';
    const withWholesale = seesWholesalePrices(caller);
    for (;;) {
      const from = beyond;
      const lines = await this.database.read(caller, (tx) =>
        tx.rows<ListedLine>(withWholesale ? LINES_WITH_WHOLESALE : LINES, [versionId, from, machineType]),
      );
      for (const line of lines) yield [...valuesOf(line, locale), ...(withWholesale ? wholesaleOf(line) : [])];
      const last = lines.at(-1);
      if (last === undefined) return;
      beyond = last.partNumber;
    }
  }
}

const YEN = '#,##0';

function amount(minor: number | null | undefined): WrittenValue {
  return minor == null ? undefined : { number: minor, format: YEN };
}

function wholesaleOf(line: ListedLine): readonly WrittenValue[] {
  const price = entityFrom(WholesalePrice, line, 'wholesale.');
  return [amount(price?.amountMinor), amount(price?.amountWithTaxMinor)];
}

function valuesOf(line: ListedLine, locale: Locale): readonly WrittenValue[] {
  const { levels, kinds } = CATALOGUE_WORDS[locale];
  const day = (value: string | null | undefined): WrittenValue => (value ? { day: value } : undefined);
  const mark = (value: boolean): WrittenValue => (value ? '○' : undefined);
  const price = line.priceState === 'LISTED' ? amount(line.listPriceMinor) : PRICE_WORDS[locale][line.priceState];
  return [
    line.partNumber,
    line.listName,
    kinds[line.kind],
    line.serviceLevel ? levels[line.serviceLevel] : undefined,
    mark(line.premier),
    mark(line.keepYourDrive),
    line.termMonths,
    line.machineType,
    line.model,
    line.productName,
    price,
    amount(line.listPriceWithTaxMinor),
    day(line.onSaleFrom),
    day(line.onSaleUntil),
    day(line.endOfSupportOn),
    line.notes,
  ];
}
