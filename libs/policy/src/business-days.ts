import { addDays, type CalendarDate } from './calendar-date.ts';
import type { Period } from './period.ts';
import type { BusinessCalendar } from './service-request.ts';

/** A calendar closed for longer than this is taken for a broken one: the next day is then answered. */
const LONGEST_CLOSURE_DAYS = 366;

const DELIVERY_BUSINESS_DAYS = { earliest: 5, latest: 8 } as const;

/** The first business day after the date. */
export function nextBusinessDay(date: CalendarDate, calendar: BusinessCalendar): CalendarDate {
  for (let days = 1; days <= LONGEST_CLOSURE_DAYS; days++) {
    const day = addDays(date, days);
    if (calendar.isBusinessDay(day)) return day;
  }
  return addDays(date, 1);
}

/**
 * The day `count` business days after the date; counting starts on the next business day. The date itself for 0 or
 * less.
 */
export function addBusinessDays(date: CalendarDate, count: number, calendar: BusinessCalendar): CalendarDate {
  let day = date;
  for (let counted = 0; counted < count; counted++) day = nextBusinessDay(day, calendar);
  return day;
}

/**
 * The first day a next-business-day call may be repaired: the business day after the call. A call after hours on a
 * business day counts as received on the next one (rules.md R-RESP-NBD, c.15).
 */
export function earliestRepairOn(
  receivedOn: CalendarDate,
  isAfterHours: boolean,
  calendar: BusinessCalendar,
): CalendarDate {
  const countsFrom =
    isAfterHours && calendar.isBusinessDay(receivedOn) ? nextBusinessDay(receivedOn, calendar) : receivedOn;
  return nextBusinessDay(countsFrom, calendar);
}

/**
 * When a pack ordered on the day arrives: the fifth to the eighth business day, an estimate (rules.md R-ORD-DELIVER).
 */
export function deliveryWindow(orderedOn: CalendarDate, calendar: BusinessCalendar): Period {
  const { earliest, latest } = DELIVERY_BUSINESS_DAYS;
  const startsOn = addBusinessDays(orderedOn, earliest, calendar);
  return { startsOn, endsOn: addBusinessDays(startsOn, latest - earliest, calendar) };
}
