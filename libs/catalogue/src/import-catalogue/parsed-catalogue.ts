import type { ImportIssue } from '#platform';
import type { AddOn, CalendarDate, ServiceKind, ServiceLevel } from '#policy';

/** Where a value came from, for messages. */
export interface RowSource {
  readonly sheet: string;
  readonly row: number;
}

/** What an offering is sold for: one model of a machine type, or all its models when `model` is absent. */
export interface Applicability {
  readonly machineType: string;
  readonly model?: string;
}

/** `OPEN`: no list price is published; `ON_REQUEST`: the price is given on request. Neither has an amount. */
export type PriceState = 'LISTED' | 'OPEN' | 'ON_REQUEST';

/** One service offering of the list, with all machine types that its rows name. */
export interface ParsedOffering {
  readonly partNumber: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** Present for upgrades and renewals, which need one. */
  readonly serviceLevel?: ServiceLevel;
  readonly premier: boolean;
  readonly keepYourDrive: boolean;
  /** Present for add-ons only. */
  readonly addOn?: AddOn;
  readonly termMonths: number;
  /** Without tax, whole yen. */
  readonly listPriceMinor?: number;
  /** With tax, whole yen. */
  readonly listPriceWithTaxMinor?: number;
  /** What a reseller pays, without tax, whole yen. */
  readonly wholesalePriceMinor?: number;
  /** What a reseller pays, with tax, whole yen. */
  readonly wholesalePriceWithTaxMinor?: number;
  readonly currency: 'JPY';
  readonly priceState: PriceState;
  readonly onSaleFrom?: CalendarDate;
  readonly onSaleUntil?: CalendarDate;
  readonly notes?: string;
  readonly appliesTo: readonly Applicability[];
  /** The first row that names it. */
  readonly source: RowSource;
}

/** A machine type as the list's rows describe it. */
export interface ParsedMachineType {
  readonly code: string;
  readonly productName: string;
  /** The earliest day any of its offerings went on sale. */
  readonly announcedOn?: CalendarDate;
  /** Absent: not announced. */
  readonly endOfSupportOn?: CalendarDate;
}

export interface CatalogueCounts {
  /** Rows that hold an offering, good or bad. */
  readonly rowsRead: number;
  readonly goodRows: number;
  readonly badRows: number;
  readonly offerings: number;
  readonly machineTypes: number;
}

/** A catalogue list, judged row by row: what can be taken over, and everything that has to be said about the rest. */
export interface ParsedCatalogue {
  readonly offerings: readonly ParsedOffering[];
  readonly machineTypes: readonly ParsedMachineType[];
  readonly issues: readonly ImportIssue[];
  /** The day the list says it is of. */
  readonly listDate?: CalendarDate;
  readonly rowsRead: number;
  readonly counts: CatalogueCounts;
}
