/** What is sold: product.md, "Words". Key, value, GraphQL name and database label are the same. */
export const ServiceKind = {
  WARRANTY_UPGRADE: 'WARRANTY_UPGRADE',
  RENEWAL: 'RENEWAL',
  PREMIER_UPGRADE: 'PREMIER_UPGRADE',
  ADD_ON: 'ADD_ON',
} as const;
export type ServiceKind = keyof typeof ServiceKind;

/** The service levels, lowest first (rules.md R-OFFER-TIMED). */
export const ServiceLevel = {
  NBD_9X5: 'NBD_9X5',
  FULL_24X7: 'FULL_24X7',
  FULL_24X7_4H: 'FULL_24X7_4H',
  FULL_24X7_2H: 'FULL_24X7_2H',
} as const;
export type ServiceLevel = keyof typeof ServiceLevel;

/** The levels with an hour commitment: they need a place on the region list and an eligible machine type. */
export type TimedLevel = 'FULL_24X7_4H' | 'FULL_24X7_2H';

const LEVELS = Object.keys(ServiceLevel) as ServiceLevel[];

/** Negative when `a` is below `b`, 0 when the same, positive when above. */
export function compareLevels(a: ServiceLevel, b: ServiceLevel): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

/** Whether the level has an hour commitment. */
export function isTimed(level: ServiceLevel | undefined): level is TimedLevel {
  return level === 'FULL_24X7_4H' || level === 'FULL_24X7_2H';
}

/** A named add-on: its own layer of coverage each. */
export const AddOn = {
  KEEP_YOUR_DRIVE: 'KEEP_YOUR_DRIVE',
  VALUE_SELECTION: 'VALUE_SELECTION',
  ENTERPRISE_SOFTWARE_SUPPORT: 'ENTERPRISE_SOFTWARE_SUPPORT',
  TECHNICAL_ACCOUNT_MANAGEMENT: 'TECHNICAL_ACCOUNT_MANAGEMENT',
} as const;
export type AddOn = keyof typeof AddOn;

/** What carries the limits of service life; a row of the family table each (`product-families.ts`). */
export const ProductFamily = {
  THINKSYSTEM: 'THINKSYSTEM',
  ST50: 'ST50',
  THINKAGILE: 'THINKAGILE',
  STORAGE_DM_DE: 'STORAGE_DM_DE',
  STORAGE_DG_DS: 'STORAGE_DG_DS',
  STORAGE: 'STORAGE',
  SWITCH: 'SWITCH',
  SYSTEM_X: 'SYSTEM_X',
} as const;
export type ProductFamily = keyof typeof ProductFamily;

/** Coverage never overlaps within one layer of one machine; layers lie over each other. */
export const CoverageLayer = {
  BASE_WARRANTY: 'BASE_WARRANTY',
  SERVICE: 'SERVICE',
  PREMIER: 'PREMIER',
  ADD_ON: 'ADD_ON',
} as const;
export type CoverageLayer = keyof typeof CoverageLayer;

/** What a region list says of a place or a machine type at a timed level; blank cells are `UNKNOWN`, never `NO`. */
export const RegionMark = { YES: 'YES', NO: 'NO', CONDITIONAL: 'CONDITIONAL', UNKNOWN: 'UNKNOWN' } as const;
export type RegionMark = keyof typeof RegionMark;

/** The languages every clause and message exists in. */
export const Locale = { JA: 'JA', EN: 'EN', ZH: 'ZH' } as const;
export type Locale = keyof typeof Locale;

/** What a part is made for, as far as its cover differs (rules.md a.8). */
export const PartClass = {
  ORDINARY: 'ORDINARY',
  COIN_CELL: 'COIN_CELL',
  SSD: 'SSD',
  HIGH_IOPS_ADAPTER: 'HIGH_IOPS_ADAPTER',
  STRUCTURAL_PART: 'STRUCTURAL_PART',
  RAID_BATTERY: 'RAID_BATTERY',
  LIMITED_WARRANTY_SSD: 'LIMITED_WARRANTY_SSD',
  BACKUP_MEDIA: 'BACKUP_MEDIA',
  UPS_BATTERY: 'UPS_BATTERY',
} as const;
export type PartClass = keyof typeof PartClass;
