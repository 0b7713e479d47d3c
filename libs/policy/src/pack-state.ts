import type { CalendarDate } from './calendar-date.ts';
import type { Period } from './period.ts';

/** Where a service pack stands. It is derived from days, never stored. */
export const PackState = {
  ORDERED: 'ORDERED',
  CONFIRMED: 'CONFIRMED',
  DELIVERED: 'DELIVERED',
  REGISTERED: 'REGISTERED',
  ACTIVE: 'ACTIVE',
  EXPIRED: 'EXPIRED',
  ABANDONED: 'ABANDONED',
} as const;
export type PackState = keyof typeof PackState;

/** The days of a pack, as far as they have come. */
export interface PackDays {
  readonly orderedOn: CalendarDate;
  readonly confirmedOn?: CalendarDate | undefined;
  readonly deliveredOn?: CalendarDate | undefined;
  readonly registeredOn?: CalendarDate | undefined;
  /** Its last covered day, where it was given up. */
  readonly abandonedOn?: CalendarDate | undefined;
  /** What it covers; known once it is registered. */
  readonly period?: Period | undefined;
}

/**
 * Where a pack stands on a day; nothing before its order. Nothing is in force until it is registered (rules.md
 * R-ORD-REGISTER).
 */
export function packState(pack: PackDays, on: CalendarDate): PackState | undefined {
  const { orderedOn, confirmedOn, deliveredOn, registeredOn, abandonedOn, period } = pack;
  const hasCome = (day: CalendarDate | undefined) => day !== undefined && day <= on;
  if (!hasCome(orderedOn)) return undefined;
  if (abandonedOn !== undefined && abandonedOn < on) return 'ABANDONED';
  if (!hasCome(registeredOn))
    return hasCome(deliveredOn) ? 'DELIVERED' : hasCome(confirmedOn) ? 'CONFIRMED' : 'ORDERED';
  if (period === undefined || on < period.startsOn) return 'REGISTERED';
  return on <= period.endsOn ? 'ACTIVE' : 'EXPIRED';
}
