import {
  type CalendarDate,
  costOfWaiting,
  type MarketSettings as MarketFacts,
  type Money,
  type OfferingFacts,
  type Period,
  type Remedy,
  type RegionMark,
  remediesFor,
  review,
  type ServiceKind,
  type ServiceLife,
  serviceLifeOf,
  type ServiceRequest,
  type SiteFacts,
  type TimedLevel,
  type WaitingStretch,
} from '#policy';
import { badUserInput } from '#platform';
import type { Market } from '#market';
import {
  type BasedDecision,
  type LoadedRegionList,
  offeringFacts,
  type OfferingsOfType,
  type ServiceOffering,
  type Site,
} from '#catalogue';
import type { Machine } from '#installed-base';

import type { DeclarationsInput } from './declarations.input.ts';
import type { ServiceFacts } from './decision-facts.entity.ts';
import type { MachineLedger } from './machine-ledger.ts';
import { periodOf } from './period-of.ts';

/** What one machine is judged by. */
export interface JudgedMachine {
  readonly machine: Machine;
  readonly ledger: MachineLedger;
  readonly offerings: OfferingsOfType;
  readonly regions: LoadedRegionList;
  readonly market: Market;
}

/** What is taken to be so, for a what-if: nothing of it is stored. */
export interface Assumptions {
  /** The last served day of the machine's type; null for none announced; as recorded when absent. */
  readonly endOfSupportOn?: CalendarDate | null;
  /** The reinstatement fee; as set when absent. */
  readonly reinstatementFee?: Money;
  /** Limits of service life by family; as the market has them when absent. */
  readonly lifeLimits?: MarketFacts['lifeLimits'];
  /** What the region list says of the machine's place; as listed when absent. */
  readonly siteMarks?: Partial<Record<TimedLevel, RegionMark>>;
}

/** On which day and for what a machine is judged. */
export interface Question {
  readonly on: CalendarDate;
  readonly stage?: ServiceRequest['stage'];
  /** The day the order was received; the day judged unless said. */
  readonly orderedOn?: CalendarDate;
  /** Another place than the recorded one. */
  readonly site?: Site;
  /** A place that was looked up already, when the pack was ordered. */
  readonly place?: SiteFacts;
  readonly requestedMonths?: number;
  readonly requestedStartsOn?: CalendarDate;
  readonly declared?: DeclarationsInput;
  readonly assume?: Assumptions;
}

/** Judges a machine on one day: what it may have, and what the nearest alternatives are. Each offering is judged once. */
export class Judgement {
  /** Everything sold for the machine. */
  readonly offerings: readonly ServiceOffering[];
  private readonly facts: Omit<ServiceRequest, 'offering'>;
  private byPartNumber: ReadonlyMap<string, ServiceOffering> | undefined;
  private readonly decisions = new Map<string, BasedDecision>();

  constructor(
    private readonly judged: JudgedMachine,
    question: Question,
  ) {
    this.offerings = judged.offerings.forModel(judged.machine.model);
    this.facts = factsOf(judged, question, this.offerings);
  }

  get versionId(): string {
    return this.judged.offerings.versionId;
  }

  /** The market it is judged by. */
  get market(): Market {
    return this.judged.market;
  }

  /** What every decision of this judgement is made with. */
  private get basis(): NonNullable<BasedDecision['basis']> {
    const { offerings, regions, market } = this.judged;
    return {
      catalogueVersionId: offerings.versionId,
      regionListNumber: regions.number,
      marketSettingsNumber: market.number,
    };
  }

  /** The offering of a part number, when it is sold for this machine. */
  readonly offering = (partNumber: string): ServiceOffering | undefined => {
    this.byPartNumber ??= new Map(this.offerings.map((offering) => [offering.partNumber, offering]));
    return this.byPartNumber.get(partNumber);
  };

  ofKind(kind: ServiceKind | undefined): readonly ServiceOffering[] {
    return kind === undefined ? this.offerings : this.offerings.filter((offering) => offering.kind === kind);
  }

  decide(offering: ServiceOffering): BasedDecision {
    return this.judge(offeringFacts(offering));
  }

  /** The nearest alternatives to what was decided, each allowed by the same policy. */
  remedies(offering: ServiceOffering): Remedy[] {
    const facts = offeringFacts(offering);
    return remediesFor({ ...this.facts, offering: facts }, this.judge(facts), (alternative) => this.judge(alternative));
  }

  /** How long the machine can be served, as far as its family bounds it. */
  get serviceLife(): ServiceLife {
    return serviceLifeOf(this.facts);
  }

  /** What it looks at, but for the lists and settings that its basis names. */
  get lookedAt(): ServiceFacts {
    const { offerings: _, calendar: _calendar, market: _market, ...facts } = this.facts;
    return facts;
  }

  /** What an order of the offering would cost and cover on each of the coming days, in stretches. */
  costOfWaiting(offering: ServiceOffering, days: number): WaitingStretch[] {
    return costOfWaiting({ ...this.facts, offering: offeringFacts(offering) }, days);
  }

  private judge(offering: OfferingFacts): BasedDecision {
    let decision = this.decisions.get(offering.partNumber);
    if (decision === undefined) {
      decision = { ...review({ ...this.facts, offering }), basis: this.basis };
      this.decisions.set(offering.partNumber, decision);
    }
    return decision;
  }
}

function factsOf(
  { machine, ledger, regions, market }: JudgedMachine,
  question: Question,
  offerings: readonly ServiceOffering[],
): Omit<ServiceRequest, 'offering'> {
  const {
    on,
    stage = 'QUOTE',
    orderedOn = on,
    site,
    place = regions.find(site ?? machine.site),
    requestedMonths,
    requestedStartsOn,
    declared,
    assume = {},
  } = question;
  return {
    stage,
    on,
    orderedOn,
    requestedMonths,
    requestedStartsOn,
    ...declaredFacts(machine, declared),
    machine: {
      machineType: machine.machineTypeCode,
      family: machine.machineType?.family ?? 'THINKSYSTEM',
      country: machine.country,
      used: machine.used,
      countryOfUse: declared?.countryOfUse ?? undefined,
      ...(machine.machineType?.premierEligible == null ? {} : { premierEligible: machine.machineType.premierEligible }),
      warranty: warrantyOf(machine, ledger),
    },
    coverage: ledger.coverage,
    endOfSupportOn: assume.endOfSupportOn === undefined ? machine.endOfSupportOn : (assume.endOfSupportOn ?? undefined),
    offerings: allFacts(offerings),
    site: place.state === 'FOUND' ? { ...place, marks: { ...place.marks, ...assume.siteMarks } } : place,
    machineTypeMarks: regions.marksFor(machine.machineTypeCode),
    calendar: market.calendar,
    market: marketUnder(assume, market.facts),
  };
}

const known = new WeakMap<readonly ServiceOffering[], readonly OfferingFacts[]>();

/** What is sold for a model is the same list each time. */
function allFacts(offerings: readonly ServiceOffering[]): readonly OfferingFacts[] {
  let facts = known.get(offerings);
  if (facts === undefined) known.set(offerings, (facts = offerings.map(offeringFacts)));
  return facts;
}

function declaredFacts(
  machine: Machine,
  declared: DeclarationsInput = {},
): Pick<ServiceRequest, 'working' | 'softwareEntitled' | 'channel'> {
  const { working, softwareEntitled, reseller } = declared;
  return {
    working: working ?? undefined,
    softwareEntitled: softwareEntitled ?? undefined,
    channel: reseller ? { machineReseller: machine.reseller?.name, serviceReseller: reseller.trim() } : undefined,
  };
}

function marketUnder({ reinstatementFee, lifeLimits }: Assumptions, facts: MarketFacts): MarketFacts {
  return {
    ...facts,
    ...(reinstatementFee ? { reinstatementFee } : {}),
    ...(lifeLimits ? { lifeLimits: { ...facts.lifeLimits, ...lifeLimits } } : {}),
  };
}

function warrantyOf(machine: Machine, ledger: MachineLedger): Period {
  if (ledger.warranty) return periodOf(ledger.warranty);
  throw badUserInput(
    'serial',
    `No base warranty is known of machine ${machine.productNumber} with serial ${machine.serial}, so nothing can be judged.`,
  );
}
