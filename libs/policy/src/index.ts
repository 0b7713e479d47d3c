export {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysBetween,
  dayOfWeek,
  earlierOf,
  lastDayOf,
  laterOf,
  parseCalendarDate,
} from './calendar-date.ts';
export { addBusinessDays, deliveryWindow, nextBusinessDay } from './business-days.ts';
export { RULE_CODES, type RuleCode } from './clauses.ts';
export { coverageOn, type CoverageOnDay } from './coverage.ts';
export {
  type Charge,
  ChargeKind,
  type Decision,
  type FactValue,
  type Finding,
  FindingEffect,
  type Remedy,
  RemedyAction,
  Verdict,
} from './decision.ts';
export { clauseOf, type LocalisedClause, messageOf, remedyMessage } from './message-of.ts';
export { decimalAmount, type Money } from './money.ts';
export { addOnName, offeringName, productFamilyName, serviceKindName, serviceLevelName } from './names.ts';
export { includes, overlaps, type Period, termFrom } from './period.ts';
export { familyOf } from './product-families.ts';
export {
  isBaseModel,
  normaliseProductNumber,
  normaliseSerial,
  type ProductNumber,
  type Unreadable,
  type UnreadableReason,
} from './product-number.ts';
export { type Judge, remediesFor } from './remedies.ts';
export { FREE_LAPSE_DAYS, latestSafeOrderOn, recommendedOrderOn, reinstatementFeeFrom } from './renewal-days.ts';
export type { RegionRequest } from './region.rule.ts';
export { reviewRegion } from './review-region.ts';
export { review } from './review.ts';
export type {
  BusinessCalendar,
  CoverageFacts,
  MachineFacts,
  MarketSettings,
  OfferingFacts,
  ServiceRequest,
  SiteFacts,
} from './service-request.ts';
export {
  AddOn,
  compareLevels,
  CoverageLayer,
  isTimed,
  Locale,
  ProductFamily,
  RegionMark,
  ServiceKind,
  ServiceLevel,
  type TimedLevel,
} from './vocabulary.ts';
