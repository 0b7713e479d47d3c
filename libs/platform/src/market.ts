import holidayJp from '@holiday-jp/holiday_jp';

import { type BusinessCalendar, type CalendarDate, dayOfWeek, type Money } from '#policy';

const SATURDAY = 6;

/** Monday to Friday without Japanese holidays and the days the market's service desk is closed. */
export class JapaneseBusinessCalendar implements BusinessCalendar {
  private readonly closed: ReadonlySet<CalendarDate>;

  constructor(closed: readonly CalendarDate[] = []) {
    this.closed = new Set(closed);
  }

  isBusinessDay(date: CalendarDate): boolean {
    // The holiday table is asked by the text of the day: with a Date it would count in the process's own time zone.
    return dayOfWeek(date) < SATURDAY && !holidayJp.isHoliday(date) && !this.closed.has(date);
  }
}

/** What a market decides by itself: its business days and its amounts. */
export class Market {
  constructor(
    readonly calendar: BusinessCalendar,
    /** Charged once per machine after a long lapse; without it the amount must be asked for. */
    readonly reinstatementFee: Money | undefined,
  ) {}
}
