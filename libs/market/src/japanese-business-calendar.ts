import holidayJp from '@holiday-jp/holiday_jp';

import { type BusinessCalendar, type CalendarDate, dayOfWeek } from '#policy';

const SATURDAY = 6;

/**
 * Monday to Friday without Japanese holidays and the days the market's service desk is closed; days the market opens
 * count whatever else they are, such as a holiday that the law has moved.
 */
export class JapaneseBusinessCalendar implements BusinessCalendar {
  private readonly closed: ReadonlySet<string>;
  private readonly open: ReadonlySet<string>;
  private readonly known = new Map<CalendarDate, boolean>();

  constructor({ closed = [], open = [] }: { closed?: readonly string[]; open?: readonly string[] } = {}) {
    this.closed = new Set(closed);
    this.open = new Set(open);
  }

  isBusinessDay(date: CalendarDate): boolean {
    let isOne = this.known.get(date);
    if (isOne === undefined) {
      // The holiday table is asked by the text of the day: with a Date it would count in the process's own time zone.
      const isWorked = dayOfWeek(date) < SATURDAY && !holidayJp.isHoliday(date) && !this.closed.has(date);
      isOne = this.open.has(date) || isWorked;
      this.known.set(date, isOne);
    }
    return isOne;
  }
}

/** The Japanese holidays of a year, in order of their days. */
export function holidaysOf(year: number): { on: CalendarDate; nameJa: string; nameEn: string }[] {
  return Object.values(holidayJp.holidays)
    .filter(({ date }) => date.startsWith(`${String(year)}-`))
    .map(({ date, name, name_en: nameEn }) => ({ on: date as CalendarDate, nameJa: name, nameEn }));
}
