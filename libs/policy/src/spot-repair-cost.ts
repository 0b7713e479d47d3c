import type { Charge, ChargeKind, Finding } from './decision.ts';
import { charge } from './finding.ts';
import type { Money } from './money.ts';
import { LEAST_HOURS } from './repair.rule.ts';

/** A visit and what it cost; a price that is not known is asked for. */
export interface SpotVisit {
  /** Minutes of work. */
  readonly minutes: number;
  readonly hourlyRate?: Money | undefined;
  readonly travel?: Money | undefined;
  readonly parts?: Money | undefined;
  readonly partDelivery?: Money | undefined;
}

export interface SpotRepairCost {
  /** Whole hours: at least two, above that every hour begun. */
  readonly billedHours: number;
  readonly charges: readonly Charge[];
  readonly findings: readonly Finding[];
}

/** What a repair by the hour costs: labour, travel, parts and their delivery (rules.md R-SPOT-COST). */
export function spotRepairCost({ minutes, hourlyRate, travel, parts, partDelivery }: SpotVisit): SpotRepairCost {
  const billedHours = Math.max(LEAST_HOURS, Math.ceil(minutes / 60));
  const labour = hourlyRate && { ...hourlyRate, amountMinor: hourlyRate.amountMinor * billedHours };
  const prices: readonly (readonly [ChargeKind, Money | undefined])[] = [
    ['LABOUR', labour],
    ['TRAVEL', travel],
    ['PARTS', parts],
    ['PART_DELIVERY', partDelivery],
  ];
  return {
    billedHours,
    charges: prices.map(([kind, price]) => ({ kind, ...(price && { price }) })),
    findings: [charge('SPOT_COST', { reason: 'AFTER_THE_VISIT', minutes, billedHours, leastHours: LEAST_HOURS })],
  };
}
