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
export { isServedToItsEnd, type RegisteredCoverage } from './end-of-support.rule.ts';
export { type OptionFacts, type OptionQuestion, type OptionTerms } from './judged-option.ts';
export { type CallerFacts, type RepairCause, type RepairRequest } from './judged-repair.ts';
export { clauseOf, type LocalisedClause, messageOf, remedyMessage } from './message-of.ts';
export { type MovedPeriod, movedPeriods } from './moved-periods.ts';
export { decimalAmount, type Money } from './money.ts';
export { addOnName, offeringName, productFamilyName, serviceKindName, serviceLevelName } from './names.ts';
export { type OptionCoverage, optionCoverage, remediesForOption } from './option-coverage.ts';
export { type PackDays, packState, PackState } from './pack-state.ts';
export { renewalStartsOn } from './existing-coverage.ts';
export { includes, overlaps, type Period, termFrom } from './period.ts';
export { familyOf, PRODUCT_FAMILIES } from './product-families.ts';
export {
  isBaseModel,
  normaliseProductNumber,
  normaliseSerial,
  type ProductNumber,
  type Unreadable,
  type UnreadableReason,
} from './product-number.ts';
export { remediesForRegion } from './region-remedies.ts';
export { type Judge, remediesFor } from './remedies.ts';
export { FREE_LAPSE_DAYS, latestSafeOrderOn, recommendedOrderOn, reinstatementFeeFrom } from './renewal-days.ts';
export { costOfWaiting, latestSafeOrder, type SafeOrder, type WaitingStretch } from './renewal-outlook.ts';
export type { RegionRequest } from './region.rule.ts';
export { type Abandonment, reviewAbandonment } from './review-abandonment.ts';
export { type CountryQuestion, reviewCountry } from './review-country.ts';
export { type Move, reviewMove } from './review-move.ts';
export { reviewRegion } from './review-region.ts';
export { earliestVisitOn } from './repair.rule.ts';
export { remediesForRepair, reviewRepair } from './review-repair.ts';
export { remediesForStartDateChange, reviewStartDateChange } from './review-start-date-change.ts';
export { review } from './review.ts';
export type {
  BusinessCalendar,
  ChannelFacts,
  CoverageFacts,
  MachineFacts,
  MarketSettings,
  MovedLimits,
  OfferingFacts,
  ServiceRequest,
  SiteFacts,
} from './service-request.ts';
export { type ServiceLife, serviceLifeOf } from './service-life.rule.ts';
export { type RuleRow, ruleTable } from './rule-table/rule-table.ts';
export { spotRepairCost, type SpotRepairCost, type SpotVisit } from './spot-repair-cost.ts';
export type { StartDateChange } from './start-date-change.rule.ts';
export { takenAsRecorded } from './taken-as-recorded.ts';
export {
  AddOn,
  compareLevels,
  CoverageLayer,
  isTimed,
  Locale,
  PartClass,
  ProductFamily,
  RegionMark,
  ServiceKind,
  ServiceLevel,
  type TimedLevel,
} from './vocabulary.ts';
