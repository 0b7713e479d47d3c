import { addDays, calendarDate } from '../calendar-date.ts';
import type { ServiceRequest } from '../service-request.ts';
import { ProductFamily } from '../vocabulary.ts';
import { aCatalogue, aPlace, aRenewal, aRequest, aService, type Given, withoutTwoYearRenewals } from './a-request.ts';

const LEVELS = ['NBD_9X5', 'FULL_24X7', 'FULL_24X7_4H', 'FULL_24X7_2H'] as const;
const FAMILIES = Object.values(ProductFamily);
const FIRST_DAY = calendarDate('2023-01-01');
const FIRST_WARRANTY = calendarDate('2017-01-01');

/**
 * `count` renewal requests, always the same ones: in term and late, short and long lapses, every level and family, with
 * and without end of support, renewals registered before, used machines.
 */
export function renewalWorkload(count: number): ServiceRequest[] {
  const next = numbers(20_240_229);
  return Array.from({ length: count }, () => aRequest(someRenewal(next)));
}

function someRenewal(next: (below: number) => number): Given {
  const warrantyStartsOn = addDays(FIRST_WARRANTY, next(2200));
  const warrantyEndsOn = addDays(warrantyStartsOn, 1095 + 365 * next(3));
  const renewedUntil = addDays(warrantyEndsOn, 365);
  const isRenewed = next(3) === 0;
  const level = LEVELS[next(LEVELS.length)] ?? 'NBD_9X5';
  const coverage = isRenewed ? [aService(addDays(warrantyEndsOn, 1), renewedUntil, { level })] : [];
  return {
    on: addDays(FIRST_DAY, next(1100)),
    warranty: [warrantyStartsOn, warrantyEndsOn],
    coverage,
    family: next(2) === 0 ? 'THINKSYSTEM' : (FAMILIES[next(FAMILIES.length)] ?? 'THINKSYSTEM'),
    offering: aRenewal({ level, months: next(4) === 0 ? 24 : 12 }),
    offerings: next(5) === 0 ? withoutTwoYearRenewals : aCatalogue,
    site: aPlace(next(3) === 0 ? 'NO' : 'YES', next(2) === 0 ? 'NO' : 'YES'),
    machine: { used: next(10) === 0 },
    ...(next(3) === 0 && { endOfSupportOn: addDays(FIRST_DAY, next(2500)) }),
    ...(next(20) === 0 && { requestedMonths: 6 }),
  };
}

/** A row of numbers that looks random and is always the same. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
}
