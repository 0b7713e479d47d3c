import holidayJp from '@holiday-jp/holiday_jp';

import { type BusinessCalendar, type CalendarDate, dayOfWeek } from '#policy';

const SATURDAY = 6;

/** Monday to Friday without Japanese holidays and the days the market's service desk is closed. */
export class JapaneseBusinessCalendar implements BusinessCalendar {
  private readonly closed: ReadonlySet<string>;
  private readonly known = new Map<CalendarDate, boolean>();

  constructor(closed: readonly string[] = []) {
    this.closed = new Set(closed);
  }

  isBusinessDay(date: CalendarDate): boolean {
    let isOne = this.known.get(date);
    if (isOne === undefined) {
      // The holiday table is asked by the text of the day: with a Date it would count in the process's own time zone.
      isOne = dayOfWeek(date) < SATURDAY && !holidayJp.isHoliday(date) && !this.closed.has(date);
      this.known.set(date, isOne);
    }
    return isOne;
  }
}
