import { Injectable } from '@nestjs/common';

import { addDays, type CalendarDate } from '#policy';
import type { Transaction } from '#platform';

import { CatalogueDemand } from './catalogue-demand.ts';
import type { CatalogueWarning } from './catalogue-issue.ts';
import { renewalNeeds } from './renewal-needs.ts';
import {
  inOnePass,
  lastLongRenewals,
  listDates,
  lostWholesalePrices,
  priceJumps,
  vanishedLevels,
  vanishedTypes,
  type WithdrawnOffering,
  withdrawnOfferings,
} from './version-comparisons.ts';

/** Renewals of so many days are looked at. */
const RENEWAL_DAYS = 180;
/** A list that lacks more than this share of what is published, in percent, is likely not whole. */
const MASS_WITHDRAWAL_PERCENT = 10;

/** A draft and what it is held against. */
export interface JudgedVersions {
  readonly versionId: string;
  readonly baseVersionId: string;
  /** The day the draft would be the catalogue from. */
  readonly effectiveOn: CalendarDate;
  readonly today: CalendarDate;
  readonly priceJumpPercent: number;
}

/** Where in the file an offering stands. */
export type PlaceOf = (partNumber: string) => { readonly sheet: string; readonly row: number } | undefined;

/** Holds a draft against the published version: everything a person should look at before it is published. */
@Injectable()
export class JudgeCatalogue {
  constructor(private readonly demand: CatalogueDemand) {}

  async run(tx: Transaction, versions: JudgedVersions, placeOf: PlaceOf): Promise<CatalogueWarning[]> {
    const compared = await inOnePass(tx, async () => ({
      withdrawn: await withdrawnOfferings(tx, versions),
      list: await this.wholeList(tx, versions),
      machineTypes: await this.machineTypes(tx, versions),
      prices: await this.prices(tx, versions, placeOf),
    }));
    const wanted = await this.stillWanted(tx, versions, compared.withdrawn);
    return [...compared.list, ...compared.machineTypes, ...wanted, ...compared.prices];
  }

  private async wholeList(tx: Transaction, versions: JudgedVersions): Promise<CatalogueWarning[]> {
    const { listDate, publishedListDate, published, missing } = await listDates(tx, versions);
    const warnings: CatalogueWarning[] = [];
    if (listDate && publishedListDate && listDate < publishedListDate)
      warnings.push(warning('LIST_DATE_OLDER', { listDate, published: publishedListDate }));
    const percent = Math.round((missing * 1000) / Math.max(1, published)) / 10;
    if (missing * 100 > published * MASS_WITHDRAWAL_PERCENT)
      warnings.push(warning('MASS_WITHDRAWAL', { count: missing, total: published, percent }));
    const wholesale = await lostWholesalePrices(tx, versions);
    if (wholesale.count > 0) warnings.push(warning('WHOLESALE_PRICES_LOST', { ...wholesale }));
    return warnings;
  }

  private async machineTypes(tx: Transaction, versions: JudgedVersions): Promise<CatalogueWarning[]> {
    const [types, levels, long] = [
      await vanishedTypes(tx, versions),
      await vanishedLevels(tx, versions),
      await lastLongRenewals(tx, versions),
    ];
    const gone = new Set(types.map(({ machineType }) => machineType));
    return [
      ...types.map(({ machineType, count }) => warning('MACHINE_TYPE_VANISHED', { machineType, count })),
      ...levels
        .filter(({ machineType }) => !gone.has(machineType))
        .map(({ machineType, serviceLevel }) => warning('LEVEL_VANISHED', { machineType, serviceLevel })),
      ...long.map(({ machineType }) => warning('LAST_24_MONTH_RENEWAL', { machineType })),
    ];
  }

  private async stillWanted(
    tx: Transaction,
    { today }: JudgedVersions,
    withdrawn: readonly WithdrawnOffering[],
  ): Promise<CatalogueWarning[]> {
    if (withdrawn.length === 0) return [];
    const orders = await this.demand.openOrders(
      tx,
      withdrawn.map(({ partNumber }) => partNumber),
    );
    const ending = await this.demand.coverageEnding(tx, { startsOn: today, endsOn: addDays(today, RENEWAL_DAYS) });
    return [
      ...[...orders].map(([partNumber, count]) => warning('WITHDRAWN_ORDERED', { partNumber, count })),
      ...renewalNeeds(withdrawn, ending).map(({ partNumber, machines }) =>
        warning('WITHDRAWN_RENEWALS', { partNumber, count: machines, days: RENEWAL_DAYS }),
      ),
    ];
  }

  private async prices(tx: Transaction, versions: JudgedVersions, placeOf: PlaceOf): Promise<CatalogueWarning[]> {
    const percent = versions.priceJumpPercent;
    return (await priceJumps(tx, versions)).map(({ partNumber, before, after }) => ({
      ...warning('PRICE_JUMP', { partNumber, before, after, percent }),
      ...placeOf(partNumber),
      value: String(after),
    }));
  }
}

function warning(code: CatalogueWarning['code'], expected: CatalogueWarning['expected']): CatalogueWarning {
  return { sheet: '', code, severity: 'WARNING', expected };
}
