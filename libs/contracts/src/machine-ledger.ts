import type { CalendarDate, CoverageFacts } from '#policy';
import type { EndOfSupportAnnouncement } from '#catalogue';

import type { Contract } from './contract.entity.ts';
import type { LedgerPeriod } from './coverage-ledger.ts';
import { periodOf } from './period-of.ts';

/** What is known of one machine's coverage, loaded as a whole: every question about any day is answered from it. */
export class MachineLedger {
  /** What counts now. */
  readonly live: readonly LedgerPeriod[];

  constructor(
    readonly periods: readonly LedgerPeriod[],
    readonly contracts: readonly Contract[] = [],
    /** What was said about the end of support of its type, in order; none where nobody asks. */
    private readonly announcements: readonly EndOfSupportAnnouncement[] = [],
  ) {
    this.live = periods.filter(({ live }) => live);
  }

  /** What counts now, as the policy looks at it. */
  get coverage(): CoverageFacts[] {
    const hanging = Map.groupBy(this.live, ({ anchorId }) => anchorId);
    return this.live.map((period) => {
      const carries = (hanging.get(period.id) ?? []).flatMap(({ kind }) => kind ?? []);
      return { ...coverageFacts(period), ...(carries.length > 0 && { carries }) };
    });
  }

  /** The end of support as it was announced by an instant, or as it is now. */
  endOfSupportOn(knownAt?: Date): CalendarDate | undefined {
    const known = this.announcements.filter(({ recordedAt }) => knownAt === undefined || recordedAt <= knownAt);
    return (known.at(-1)?.endsOn ?? undefined) as CalendarDate | undefined;
  }

  /** What was known at an instant. */
  knownAt(instant: Date): readonly LedgerPeriod[] {
    return this.periods.filter(
      ({ recordedAt, supersededAt }) => recordedAt <= instant && (!supersededAt || supersededAt > instant),
    );
  }

  /** The base warranty, where one was recorded. */
  get warranty(): LedgerPeriod | undefined {
    return this.live.find(({ layer }) => layer === 'BASE_WARRANTY');
  }

  /**
   * The coverage with the day each pack was registered, and with the upgrade that counted on the day where another has
   * taken its place since. Needs the contracts.
   */
  registeredCoverage(day: CalendarDate): CoverageFacts[] {
    const registeredOn = new Map(this.contracts.map((contract) => [contract.id, contract.registeredOn]));
    const replaced = this.upgradeOn(day);
    const periods = replaced === undefined || replaced.live ? this.live : [...this.live, replaced];
    return periods.map((period) => {
      const known = registeredOn.get(period.contractId ?? '') as CalendarDate | undefined;
      return { ...coverageFacts(period), registeredOn: known };
    });
  }

  /** The last known period of the upgrade that was registered last by the day. */
  private upgradeOn(day: CalendarDate): LedgerPeriod | undefined {
    const upgrades = this.contracts.filter(
      ({ offering, registeredOn }) => offering?.kind === 'WARRANTY_UPGRADE' && registeredOn <= day,
    );
    const last = latestOf(upgrades, ({ registeredOn, recordedAt }) => registeredOn + recordedAt.toISOString());
    const periods = this.periods.filter(({ contractId }) => contractId === last?.id);
    const period = latestOf(periods, ({ live, recordedAt }) => `${live ? 1 : 0}${recordedAt.toISOString()}`);
    const givenUp = last?.abandonedOn != null && period !== undefined && period.endsOn > last.abandonedOn;
    return givenUp ? undefined : period;
  }
}

function latestOf<T>(items: readonly T[], orderOf: (item: T) => string): T | undefined {
  return items.reduce<T | undefined>((last, item) => (last && orderOf(last) > orderOf(item) ? last : item), undefined);
}

/** A period as the policy looks at it. */
export function coverageFacts(period: LedgerPeriod): CoverageFacts {
  const { layer, serviceLevel, premier, keepYourDrive, addOnName, kind } = period;
  return {
    layer,
    period: periodOf(period),
    serviceLevel: serviceLevel ?? undefined,
    premier,
    keepYourDrive,
    addOn: addOnName || undefined,
    kind: kind ?? undefined,
  };
}
