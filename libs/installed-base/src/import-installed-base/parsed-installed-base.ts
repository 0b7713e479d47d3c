import type { HeaderColumn, ImportIssue } from '#platform';
import type { CalendarDate } from '#policy';
import type { InstalledBaseField } from './installed-base-columns.ts';

/** One machine of the list, with its base warranty and the pack registered on it, if any. */
export interface ParsedMachine {
  readonly machineType: string;
  /** Absent when the list gives the machine type alone. */
  readonly model?: string;
  /** Machine type and model together, without hyphens. */
  readonly productNumber: string;
  readonly serial: string;
  readonly customerName: string;
  readonly resellerName?: string;
  /** Six digits, the check digit verified. */
  readonly municipalityCode?: string;
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  readonly shippedOn?: CalendarDate;
  readonly warrantyStartsOn: CalendarDate;
  readonly warrantyMonths: number;
  readonly used: boolean;
  readonly servicePartNumber?: string;
  readonly packSerial?: string;
  readonly serviceStartsOn?: CalendarDate;
  readonly serviceEndsOn?: CalendarDate;
  /** Where it stands in the list, and which columns the list has. */
  readonly source: {
    readonly sheet: string;
    readonly row: number;
    readonly columns: ReadonlyMap<InstalledBaseField, Pick<HeaderColumn, 'letter' | 'name'>>;
  };
}

export interface InstalledBaseCounts {
  readonly rowsRead: number;
  readonly goodRows: number;
  readonly badRows: number;
  readonly machines: number;
}

/** A list of machines, judged row by row. */
export interface ParsedInstalledBase {
  readonly machines: readonly ParsedMachine[];
  readonly issues: readonly ImportIssue[];
  readonly rowsRead: number;
  readonly counts: InstalledBaseCounts;
}
