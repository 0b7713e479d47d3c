import type { CalendarDate } from './calendar-date.ts';
import { highestLevel, isMachineCoverage } from './existing-coverage.ts';
import { includes } from './period.ts';
import type { BusinessCalendar, CoverageFacts, MachineFacts, MarketSettings } from './service-request.ts';
import type { ServiceLevel } from './vocabulary.ts';

/** What a caller says, as far as it was asked. */
export interface CallerFacts {
  readonly customerName?: string | undefined;
  readonly place?: string | undefined;
  readonly machineType?: string | undefined;
  readonly serial?: string | undefined;
}

export type RepairCause = 'FAULT' | 'ACCIDENT' | 'IMPROPER_ENVIRONMENT';

/** A call for the repair of a machine. */
export interface RepairRequest {
  /** The day the call is received. */
  readonly on: CalendarDate;
  /** The time of day it is received, `HH:MM`. */
  readonly receivedAt: string;
  readonly caller: CallerFacts;
  /** What is on record for the machine, where it may differ from what the caller says. */
  readonly recorded?: Pick<CallerFacts, 'customerName' | 'place'> | undefined;
  readonly machine: Pick<MachineFacts, 'machineType'>;
  /** All periods of the machine. */
  readonly coverage: readonly CoverageFacts[];
  readonly endOfSupportOn?: CalendarDate | undefined;
  /** Whether something is broken; without a fault an exchange is a precaution. */
  readonly hasFault: boolean;
  readonly cause?: RepairCause | undefined;
  /** The day the fault began; the day of the call unless said. */
  readonly faultSince?: CalendarDate | undefined;
  /** A repair paid by the hour instead of one under a contract. */
  readonly asksForSpotRepair?: boolean | undefined;
  readonly calendar: BusinessCalendar;
  readonly market: MarketSettings;
}

/** A call with what covers the machine worked out. */
export interface JudgedRepair extends RepairRequest {
  /** What is in force on the day and was registered by the time the fault began. */
  readonly covering: readonly CoverageFacts[];
  /** What is in force by its days, but was registered only after the fault began. */
  readonly registeredLater: readonly CoverageFacts[];
  /** Whether it is work paid by the hour: asked for as such, or a precaution on a machine without cover. */
  readonly isByTheHour: boolean;
  /** The level the call is served at; absent when nothing covers it. */
  readonly serviceLevel?: ServiceLevel | undefined;
}

/** Works out what covers the call. A pack counts from the day it was registered on (rules.md R-NEW-EXISTING-FAULT). */
export function judgedRepair(request: RepairRequest): JudgedRepair {
  const { on, coverage, faultSince = on } = request;
  const inForce = coverage.filter((each) => isMachineCoverage(each) && includes(each.period, on));
  const isKnownBefore = ({ registeredOn }: CoverageFacts) => registeredOn === undefined || registeredOn <= faultSince;
  const covering = inForce.filter(isKnownBefore);
  const registeredLater = inForce.filter((each) => !isKnownBefore(each));
  const isByTheHour = request.asksForSpotRepair === true || (!request.hasFault && inForce.length === 0);
  return { ...request, covering, registeredLater, isByTheHour, serviceLevel: highestLevel(covering) };
}
