import type { CalendarDate } from '#policy';
import { badUserInput } from '#platform';

/** The business day of a change: today unless said. Past business may be recorded, business to come may not. */
export function businessDay(path: string, said: string | null | undefined, today: CalendarDate): CalendarDate {
  const day = (said ?? today) as CalendarDate;
  if (day <= today) return day;
  throw badUserInput(path, `${day} has not come yet; today is ${today}. Give today or an earlier day.`, { today });
}
