import type { RuleCode } from './clauses.ts';
import type { MarketSettings } from './service-request.ts';
import type { ProductFamily } from './vocabulary.ts';

/** A number of months from the warranty start, and the rule that speaks beyond it. */
export interface LifeLimit {
  readonly months: number;
  readonly rule: RuleCode;
}

/** How long machines of a family are served, counted from the warranty start (rules.md a.4, decisions c.5 and c.14). */
export interface FamilyLimits {
  /** Beyond it nothing is sold. */
  readonly refusedBeyond?: LifeLimit;
  /** Beyond it a person decides. */
  readonly approvedBeyond?: LifeLimit;
  /** Whether a 24-month renewal on sale for the machine lifts `approvedBeyond`. */
  readonly twoYearRenewalLifts?: boolean;
  /** The rule that states the family's usual limit, shown once it is passed. */
  readonly usualLimit?: LifeLimit;
  /** The only terms of upgrades and renewals. */
  readonly terms?: readonly number[];
  /** No longer current hardware: bounded by its end of support alone. */
  readonly nonCurrent?: boolean;
}

const FIVE_YEARS = 60;
const SEVEN_YEARS = 84;

const SEVEN_YEARS_WITH_A_TWO_YEAR_RENEWAL: FamilyLimits = {
  refusedBeyond: { months: SEVEN_YEARS, rule: 'LIFE_7Y' },
  approvedBeyond: { months: FIVE_YEARS, rule: 'LIFE_NO2Y' },
  twoYearRenewalLifts: true,
};
const EXCEPTED: FamilyLimits = {
  refusedBeyond: { months: SEVEN_YEARS, rule: 'LIFE_EXCEPT' },
  approvedBeyond: { months: FIVE_YEARS, rule: 'LIFE_EXCEPT' },
};
const ON_APPLICATION: FamilyLimits = {
  refusedBeyond: { months: SEVEN_YEARS, rule: 'LIFE_DMDE_67' },
  approvedBeyond: { months: FIVE_YEARS, rule: 'LIFE_DMDE_67' },
  usualLimit: { months: FIVE_YEARS, rule: 'LIFE_DMDE_5' },
};

/** The one table of limits by product family. */
export const PRODUCT_FAMILIES: Readonly<Record<ProductFamily, FamilyLimits>> = {
  THINKSYSTEM: SEVEN_YEARS_WITH_A_TWO_YEAR_RENEWAL,
  STORAGE: SEVEN_YEARS_WITH_A_TWO_YEAR_RENEWAL,
  ST50: { refusedBeyond: { months: FIVE_YEARS, rule: 'LIFE_ST50' }, terms: [12, 36, 48, 60] },
  THINKAGILE: EXCEPTED,
  SWITCH: EXCEPTED,
  STORAGE_DM_DE: ON_APPLICATION,
  STORAGE_DG_DS: ON_APPLICATION,
  SYSTEM_X: { nonCurrent: true },
};

/**
 * The limits of a family, as the market may have moved them. A limit the family does not have cannot be moved; a family
 * that the market calls no longer current has none left but its end of support.
 */
export function limitsOf(family: ProductFamily, { lifeLimits }: Pick<MarketSettings, 'lifeLimits'>): FamilyLimits {
  const row = PRODUCT_FAMILIES[family];
  const moved = lifeLimits?.[family];
  if (moved === undefined) return row;
  if (moved.nonCurrent) return { nonCurrent: true };
  const { approvedBeyond, refusedBeyond, usualLimit, terms, twoYearRenewalLifts } = row;
  return {
    ...row,
    ...(approvedBeyond && { approvedBeyond: movedTo(approvedBeyond, moved.approvedBeyondMonths) }),
    ...(refusedBeyond && { refusedBeyond: movedTo(refusedBeyond, moved.refusedBeyondMonths) }),
    ...(usualLimit && { usualLimit: movedTo(usualLimit, moved.usualMonths) }),
    ...(twoYearRenewalLifts && { twoYearRenewalLifts: moved.twoYearRenewalLifts ?? true }),
    ...(terms && { terms: moved.terms ?? terms }),
  };
}

function movedTo(limit: LifeLimit, months: number | undefined): LifeLimit {
  return months === undefined ? limit : { ...limit, months };
}

/**
 * Ordered: the first pattern that fits the product name gives the family. Storage arrays are called ThinkSystem too.
 */
const FAMILY_BY_NAME: readonly (readonly [RegExp, ProductFamily])[] = [
  [/\bST50\b/i, 'ST50'],
  [/Think\s?Agile/i, 'THINKAGILE'],
  [/\bD[ME]\d/i, 'STORAGE_DM_DE'],
  [/\bD[GS]\d/i, 'STORAGE_DG_DS'],
  [/Rack\s?Switch|\bNE(?:\d|\b)|スイッチ|\bSwitch\b/i, 'SWITCH'],
  [/System\s?x/i, 'SYSTEM_X'],
  [/Lenovo Storage/i, 'STORAGE'],
];

/** Machine types whose names alone would not say what they are. */
const FAMILY_BY_MACHINE_TYPE: Readonly<Record<string, ProductFamily>> = { '7159': 'SWITCH' };

/** The family of a machine type, from its product name; ThinkSystem where the name says nothing else. */
export function familyOf(productName: string, machineType: string): ProductFamily {
  const name = productName.normalize('NFKC');
  const byName = FAMILY_BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  return byName ?? FAMILY_BY_MACHINE_TYPE[machineType] ?? 'THINKSYSTEM';
}
