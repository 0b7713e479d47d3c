import type { CoverageFacts } from '#policy';

import type { Contract } from './contract.entity.ts';
import type { LedgerPeriod } from './coverage-ledger.ts';
import { periodOf } from './period-of.ts';

/** What is known of one machine's coverage, loaded as a whole: every question about any day is answered from it. */
export class MachineLedger {
  constructor(
    readonly periods: readonly LedgerPeriod[],
    readonly contracts: readonly Contract[] = [],
  ) {}

  /** What counts now. */
  get live(): readonly LedgerPeriod[] {
    return this.periods.filter(({ live }) => live);
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
