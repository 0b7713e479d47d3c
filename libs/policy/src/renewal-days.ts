import { addDays, addMonths, type CalendarDate } from './calendar-date.ts';
import { addBusinessDays } from './business-days.ts';
import type { BusinessCalendar } from './service-request.ts';

/** Days after the end of coverage within which no reinstatement fee is due (rules.md R-REN-FEE-90). */
export const FREE_LAPSE_DAYS = 90;

/** A pack is planned to be registered eight business days after its order (rules.md R-ORD-DELIVER). */
export const REGISTRATION_BUSINESS_DAYS = 8;

/** The day by which a renewal should be ordered: one month before the end, clamped to the month (R-REN-ORDER-1M). */
export function recommendedOrderOn(coverageEndsOn: CalendarDate): CalendarDate {
  return addMonths(coverageEndsOn, -1);
}

/** The first day on which an order costs the reinstatement fee: the 91st after the end (R-REN-FEE-90). */
export function reinstatementFeeFrom(coverageEndsOn: CalendarDate): CalendarDate {
  return addDays(coverageEndsOn, FREE_LAPSE_DAYS + 1);
}

/**
 * The last day on which an order still arrives, eight business days later, by the end of coverage (R-NEW-DELIVERY-
 * RISK).
 */
export function latestSafeOrderOn(coverageEndsOn: CalendarDate, calendar: BusinessCalendar): CalendarDate {
  let day = addDays(coverageEndsOn, -REGISTRATION_BUSINESS_DAYS);
  for (
    let tries = 0;
    tries < 366 && addBusinessDays(day, REGISTRATION_BUSINESS_DAYS, calendar) > coverageEndsOn;
    tries++
  )
    day = addDays(day, -1);
  return day;
}
