import type { CalendarDate } from './calendar-date.ts';
import type { Money } from './money.ts';
import type { Period } from './period.ts';
import type {
  AddOn,
  CoverageLayer,
  ProductFamily,
  RegionMark,
  ServiceKind,
  ServiceLevel,
  TimedLevel,
} from './vocabulary.ts';

/** A service offering as the policy looks at it. */
export interface OfferingFacts {
  readonly partNumber: string;
  readonly kind: ServiceKind;
  /** Absent for Premier upgrades and add-ons, which have no level of their own. */
  readonly serviceLevel?: ServiceLevel;
  readonly premier: boolean;
  readonly keepYourDrive: boolean;
  readonly addOn?: AddOn;
  readonly termMonths: number;
  /** Absent when the price must be asked for ("open price"). */
  readonly listPrice?: Money;
  readonly onSaleFrom?: CalendarDate;
  /** The last day of sale. */
  readonly onSaleUntil?: CalendarDate;
}

/** One period of coverage the machine has, as known on the day of the question. */
export interface CoverageFacts {
  readonly layer: CoverageLayer;
  readonly period: Period;
  readonly serviceLevel?: ServiceLevel;
  readonly premier: boolean;
  readonly keepYourDrive: boolean;
  readonly addOn?: AddOn;
  /** The kind of the offering whose contract gives the period; absent for the base warranty. */
  readonly kind?: ServiceKind;
  /** Kinds of what hangs on it: a renewal that follows on from it, Premier that ends with it. */
  readonly carries?: readonly ServiceKind[];
  /** The day its pack was registered; absent for the base warranty. */
  readonly registeredOn?: CalendarDate | undefined;
}

export interface MachineFacts {
  readonly machineType: string;
  readonly family: ProductFamily;
  readonly country: string;
  /** Bought second-hand. */
  readonly used: boolean;
  /** The registered base warranty; its first day is where upgrades and service life count from. */
  readonly warranty: Period;
  /** Whether Premier may be added to a machine of this type; absent when nobody has said so yet. */
  readonly premierEligible?: boolean;
  /** Where the machine is used; absent when nobody has said that it left the country of its warranty. */
  readonly countryOfUse?: string | undefined;
}

/** Where the machine stands, looked up in the region list. */
export type SiteFacts =
  | {
      readonly state: 'FOUND';
      readonly municipalityCode: string;
      readonly prefecture: string;
      readonly municipality: string;
      readonly marks: Readonly<Record<TimedLevel, RegionMark>>;
      /** The marks of the city a ward belongs to: they count where the ward has no mark of its own. */
      readonly cityMarks?: Readonly<Record<TimedLevel, RegionMark>>;
      /** Set when the code asked for was abolished and its successor was read. */
      readonly abolishedCode?: string;
    }
  | { readonly state: 'AMBIGUOUS'; readonly candidates: readonly string[] }
  | { readonly state: 'NOT_FOUND'; readonly lookedFor: string }
  | { readonly state: 'NOT_GIVEN' };

/** Which days are business days: Monday to Friday, without holidays and closures. */
export interface BusinessCalendar {
  isBusinessDay(date: CalendarDate): boolean;
}

/** Other limits of service life than the family's row of the table has; months count from the warranty start. */
export interface MovedLimits {
  /** Beyond it a person decides. */
  readonly approvedBeyondMonths?: number | undefined;
  /** Beyond it nothing is sold. */
  readonly refusedBeyondMonths?: number | undefined;
  /** The usual life, said once it is passed. */
  readonly usualMonths?: number | undefined;
  /** Whether a 24-month renewal on sale for the machine lets it be served longer unasked. */
  readonly twoYearRenewalLifts?: boolean | undefined;
  /** The only terms of upgrades and renewals, in months. */
  readonly terms?: readonly number[] | undefined;
  /** No longer current hardware: bounded by its end of support alone. */
  readonly nonCurrent?: boolean | undefined;
}

/** What a market sets by itself; a business could decide otherwise. */
export interface MarketSettings {
  /** Charged once per machine after 90 days; absent means the amount must be asked for. */
  readonly reinstatementFee?: Money;
  /** The country the offerings are sold in; Japan unless said. */
  readonly country?: string;
  /** The time of day, `HH:MM`, after which a call counts from the next business day; 16:00 unless said. */
  readonly callsUntil?: string;
  /** The families whose limits of service life the market has moved. */
  readonly lifeLimits?: Readonly<Partial<Record<ProductFamily, MovedLimits>>>;
}

/** The sales channels of a machine, as far as they are known. */
export interface ChannelFacts {
  /** The reseller that sold the machine. */
  readonly machineReseller?: string | undefined;
  /** The reseller that would sell the service. */
  readonly serviceReseller?: string | undefined;
}

/** Everything a judgement looks at. Rules take the part they need. */
export interface ServiceRequest {
  readonly stage: 'QUOTE' | 'ORDER' | 'REGISTRATION';
  /** The day judged: of the quote, of the order received, or of the registration. */
  readonly on: CalendarDate;
  /** The day the order is received; the same as `on` unless the stage is `REGISTRATION`. */
  readonly orderedOn: CalendarDate;
  readonly machine: MachineFacts;
  /** All periods of the machine, the base warranty among them. */
  readonly coverage: readonly CoverageFacts[];
  /** The last served day; absent when none is announced, which is a state and not a far date. */
  readonly endOfSupportOn?: CalendarDate;
  readonly offering: OfferingFacts;
  /** Every offering the catalogue has for this machine: where alternatives are looked for. */
  readonly offerings: readonly OfferingFacts[];
  readonly site: SiteFacts;
  /** What the region list says of the machine type; absent when it does not list the type. */
  readonly machineTypeMarks?: Readonly<Record<TimedLevel, RegionMark>>;
  readonly calendar: BusinessCalendar;
  readonly market: MarketSettings;
  /** The months the customer wants registered, where they differ from the term. */
  readonly requestedMonths?: number;
  /** The first day the customer asks for, where one was named. */
  readonly requestedStartsOn?: CalendarDate;
  /** What the customer declares of the machine: whether it works; absent when nobody has asked. */
  readonly working?: boolean | undefined;
  /** Absent when the channels are not looked at. */
  readonly channel?: ChannelFacts | undefined;
  /** Whether the customer is entitled to the support of the software itself; absent when nobody has asked. */
  readonly softwareEntitled?: boolean | undefined;
}
