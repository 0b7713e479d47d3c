import { calendarDate, dayOfWeek } from '../calendar-date.ts';
import type { RuleCode } from '../clauses.ts';
import type { Decision, Finding } from '../decision.ts';
import type { Period } from '../period.ts';
import type {
  BusinessCalendar,
  CoverageFacts,
  MachineFacts,
  OfferingFacts,
  ServiceRequest,
  SiteFacts,
} from '../service-request.ts';
import type { AddOn, ProductFamily, RegionMark, ServiceKind, ServiceLevel, TimedLevel } from '../vocabulary.ts';

/** What a test says about a request; the rest is a current machine in Japan, bought new, with nothing announced. */
export interface Given {
  readonly stage?: ServiceRequest['stage'];
  readonly on?: string;
  readonly orderedOn?: string;
  readonly warranty?: readonly [string, string];
  readonly warrantyLevel?: ServiceLevel;
  readonly coverage?: readonly CoverageFacts[];
  readonly family?: ProductFamily;
  readonly machine?: Partial<MachineFacts>;
  readonly endOfSupportOn?: string;
  readonly offering?: OfferingFacts;
  readonly offerings?: readonly OfferingFacts[];
  readonly site?: SiteFacts;
  readonly machineTypeMarks?: ServiceRequest['machineTypeMarks'] | null;
  readonly fee?: number | null;
  readonly requestedMonths?: number;
  readonly requestedStartsOn?: string;
  readonly working?: boolean;
  readonly channel?: ServiceRequest['channel'];
  readonly softwareEntitled?: boolean;
}

const GOLDEN_WEEK: readonly string[] = ['2024-04-29', '2024-05-03', '2024-05-06'];

/** Monday to Friday without the holidays of spring 2024. */
export const calendar: BusinessCalendar = {
  isBusinessDay: (date) => dayOfWeek(date) <= 5 && !GOLDEN_WEEK.includes(date),
};

export function aPeriod(startsOn: string, endsOn: string): Period {
  return { startsOn: calendarDate(startsOn), endsOn: calendarDate(endsOn) };
}

interface GivenOffering {
  readonly kind?: ServiceKind;
  readonly level?: ServiceLevel;
  readonly months?: number;
  readonly premier?: boolean;
  readonly keepYourDrive?: boolean;
  readonly addOn?: AddOn;
  readonly price?: number | null;
  readonly from?: string;
  readonly until?: string;
}

export function anOffering(given: GivenOffering = {}): OfferingFacts {
  const { kind = 'RENEWAL', months = 12, premier = false, keepYourDrive = false, addOn, price = 90_000 } = given;
  const hasLevel = kind === 'RENEWAL' || kind === 'WARRANTY_UPGRADE';
  const level = hasLevel ? (given.level ?? 'NBD_9X5') : given.level;
  const parts = [kind, level, addOn, months, premier && 'P', keepYourDrive && 'K'];
  return {
    partNumber: parts
      .filter((part) => part !== undefined && part !== false)
      .join('-')
      .replaceAll('_', ''),
    kind,
    ...(level && { serviceLevel: level }),
    premier,
    keepYourDrive,
    ...(addOn && { addOn }),
    termMonths: months,
    ...(price !== null && { listPrice: { amountMinor: price, currency: 'JPY' } }),
    ...(given.from && { onSaleFrom: calendarDate(given.from) }),
    ...(given.until && { onSaleUntil: calendarDate(given.until) }),
  };
}

export const aRenewal = (given: GivenOffering = {}) => anOffering({ ...given, kind: 'RENEWAL' });
export const anUpgrade = (given: GivenOffering = {}) => anOffering({ months: 36, ...given, kind: 'WARRANTY_UPGRADE' });
export const aPremierUpgrade = (months: number) => anOffering({ kind: 'PREMIER_UPGRADE', months, premier: true });
export const anAddOn = (addOn: AddOn, months = 36) => anOffering({ kind: 'ADD_ON', addOn, months });

const LEVELS = ['NBD_9X5', 'FULL_24X7', 'FULL_24X7_4H', 'FULL_24X7_2H'] as const;

/** What a list has for an ordinary ThinkSystem machine. */
export const aCatalogue: readonly OfferingFacts[] = [
  ...LEVELS.flatMap((level) => [36, 48, 60].map((months) => anUpgrade({ level, months }))),
  ...LEVELS.flatMap((level) => [36, 60].map((months) => anUpgrade({ level, months, premier: true }))),
  ...LEVELS.flatMap((level) => [12, 24].map((months) => aRenewal({ level, months }))),
  ...LEVELS.flatMap((level) => [12, 24].map((months) => aRenewal({ level, months, premier: true }))),
  ...[12, 24, 36, 48, 60].map(aPremierUpgrade),
  anAddOn('KEEP_YOUR_DRIVE'),
  anAddOn('KEEP_YOUR_DRIVE', 60),
  anAddOn('VALUE_SELECTION'),
];

export const withoutTwoYearRenewals = aCatalogue.filter(
  ({ kind, termMonths }) => kind !== 'RENEWAL' || termMonths !== 24,
);

export const marks = (fourHours: RegionMark, twoHours: RegionMark): Readonly<Record<TimedLevel, RegionMark>> => ({
  FULL_24X7_4H: fourHours,
  FULL_24X7_2H: twoHours,
});

export function aPlace(fourHours: RegionMark, twoHours: RegionMark, abolishedCode?: string): SiteFacts {
  return {
    state: 'FOUND',
    municipalityCode: '221384',
    prefecture: '静岡県',
    municipality: '浜松市中央区',
    marks: marks(fourHours, twoHours),
    ...(abolishedCode && { abolishedCode }),
  };
}

interface GivenService {
  readonly kind?: ServiceKind;
  readonly level?: ServiceLevel;
  readonly premier?: boolean;
  readonly keepYourDrive?: boolean;
}

export function aService(startsOn: string, endsOn: string, given: GivenService = {}): CoverageFacts {
  const { kind = 'RENEWAL', level = 'NBD_9X5', premier = false, keepYourDrive = false } = given;
  return { layer: 'SERVICE', period: aPeriod(startsOn, endsOn), serviceLevel: level, premier, keepYourDrive, kind };
}

/** A request to buy a 12-month renewal on 2024-01-15 for a machine in warranty to 2024-02-29, unless said. */
export function aRequest(given: Given = {}): ServiceRequest {
  const { on = '2024-01-15', orderedOn = on, stage = 'QUOTE', offering = aRenewal(), fee = 30_000 } = given;
  const warranty = aPeriod(...(given.warranty ?? (['2021-03-01', '2024-02-29'] as const)));
  const { machineTypeMarks = marks('YES', 'YES'), endOfSupportOn, requestedMonths, requestedStartsOn } = given;
  const { working, channel, softwareEntitled } = given;
  const base: CoverageFacts = {
    layer: 'BASE_WARRANTY',
    period: warranty,
    serviceLevel: given.warrantyLevel ?? 'NBD_9X5',
    premier: false,
    keepYourDrive: false,
  };
  return {
    stage,
    on: calendarDate(on),
    orderedOn: calendarDate(orderedOn),
    machine: {
      machineType: '7X06',
      family: given.family ?? 'THINKSYSTEM',
      country: 'JP',
      used: false,
      premierEligible: true,
      ...given.machine,
      warranty,
    },
    coverage: [base, ...(given.coverage ?? [])],
    ...(endOfSupportOn && { endOfSupportOn: calendarDate(endOfSupportOn) }),
    offering,
    offerings: given.offerings ?? aCatalogue,
    site: given.site ?? { state: 'NOT_GIVEN' },
    ...(machineTypeMarks && { machineTypeMarks }),
    calendar,
    market: fee === null ? {} : { reinstatementFee: { amountMinor: fee, currency: 'JPY' } },
    ...(requestedMonths !== undefined && { requestedMonths }),
    ...(requestedStartsOn && { requestedStartsOn: calendarDate(requestedStartsOn) }),
    ...(working !== undefined && { working }),
    ...(channel && { channel }),
    ...(softwareEntitled !== undefined && { softwareEntitled }),
  };
}

/** The finding of the rule, should it have spoken. */
export function findingOf({ findings }: Pick<Decision, 'findings'>, rule: RuleCode): Finding | undefined {
  return findings.find((finding) => finding.rule === rule);
}

/** Each rule that did more than derive or inform, with its effect. */
export function objectionsOf({ findings }: Pick<Decision, 'findings'>): string[] {
  return findings
    .filter(({ effect }) => effect !== 'DERIVE' && effect !== 'INFO')
    .map((each) => `${each.effect} ${each.rule}`);
}
