import type { ImportIssue } from '#platform';
import type { CalendarDate, RegionMark, TimedLevel } from '#policy';
import type { RowSource } from '../import-catalogue/parsed-catalogue.ts';

/** What the list says for each level with an hour commitment. */
export type RegionMarks = Readonly<Record<TimedLevel, RegionMark>>;

/** A municipality by its six-digit code, the check digit verified. */
export interface ParsedMunicipality {
  readonly code: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly marks: RegionMarks;
  readonly note?: string;
  readonly source: RowSource;
}

/** Whether a machine type can have the timed levels at all. */
export interface ParsedRegionMachineType {
  readonly machineType: string;
  readonly productName?: string;
  readonly marks: RegionMarks;
  readonly source: RowSource;
}

export interface RegionCounts {
  readonly rowsRead: number;
  readonly goodRows: number;
  readonly badRows: number;
  readonly municipalities: number;
  readonly machineTypes: number;
}

/** A region list, judged row by row. */
export interface ParsedRegions {
  readonly municipalities: readonly ParsedMunicipality[];
  readonly machineTypes: readonly ParsedRegionMachineType[];
  readonly issues: readonly ImportIssue[];
  readonly listDate?: CalendarDate;
  readonly rowsRead: number;
  readonly counts: RegionCounts;
}
