import type { CalendarDate } from '#policy';
import type { CellValue } from './workbook.ts';

/**
 * The number formats that a file names by their number only. 27 to 36 and 50 to 58 differ by language; they are given
 * as a Japanese Excel shows them.
 */
const BUILT_IN = new Map(
  Object.entries({
    1: '0',
    2: '0.00',
    3: '#,##0',
    4: '#,##0.00',
    9: '0%',
    10: '0.00%',
    11: '0.00E+00',
    12: '# ?/?',
    13: '# ??/??',
    14: 'mm-dd-yy',
    15: 'd-mmm-yy',
    16: 'd-mmm',
    17: 'mmm-yy',
    18: 'h:mm AM/PM',
    19: 'h:mm:ss AM/PM',
    20: 'h:mm',
    21: 'h:mm:ss',
    22: 'm/d/yy h:mm',
    27: '[$-411]ge.m.d',
    28: '[$-411]ggge"年"m"月"d"日"',
    29: '[$-411]ggge"年"m"月"d"日"',
    30: 'm/d/yy',
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"',
    35: 'm"月"d"日"',
    36: '[$-411]ge.m.d',
    37: '#,##0 ;(#,##0)',
    38: '#,##0 ;[Red](#,##0)',
    39: '#,##0.00 ;(#,##0.00)',
    40: '#,##0.00 ;[Red](#,##0.00)',
    45: 'mm:ss',
    46: '[h]:mm:ss',
    47: 'mmss.0',
    48: '##0.0E+0',
    49: '@',
    50: '[$-411]ge.m.d',
    51: '[$-411]ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: '[$-411]ge.m.d',
    58: '[$-411]ggge"年"m"月"d"日"',
  }),
);

/** In characters; Excel allows no more, and a longer one costs more to look at than it can say. */
const LONGEST_NUMBER_FORMAT = 255;

/** The format that a file names by its number only; none for `General`. */
export function builtInNumberFormat(id: string): string | undefined {
  return BUILT_IN.get(id);
}

/**
 * Whether a number in this format is shown as a day. Letters that are quoted, escaped or in brackets are no symbols
 * (`0\ \m\o\s` is a number of months); places for digits show a number; a plain time of day is no day either. The
 * first section that shows anything decides.
 */
export function showsADay(numberFormat = ''): boolean {
  const symbols = numberFormat
    .slice(0, LONGEST_NUMBER_FORMAT)
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|g\/標準/gi, '@')
    .replace(/s\.0+/gi, 's');
  const section = symbols.split(';').find((shown) => /[0#?@ydgemhs]/i.test(shown)) ?? '';
  if (/[0#?@]/.test(section)) return false;
  return /[ydge]/i.test(section) || (/m/i.test(section) && !/[hs]/i.test(section));
}

/** What a file says about the look of numbers, as far as it decides what they mean. */
export interface NumberLook {
  /** As carried to the cell; escapes taken out. */
  readonly numberFormat?: string | undefined;
  readonly showsDay: boolean;
}

/** A number as its format makes it: a day, or the number with its format. */
export function numberValue(number: number, look: NumberLook | undefined, date1904: boolean): CellValue {
  if (look === undefined) return { kind: 'number', number };
  const date = look.showsDay ? dayOfSerial(number, date1904) : undefined;
  if (date !== undefined) return { kind: 'date', date };
  return { kind: 'number', number, ...(look.numberFormat !== undefined && { numberFormat: look.numberFormat }) };
}

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;
/** Excel counts a 29 February 1900; before it, its days are one off. */
const FIRST_OF_MARCH_1900 = 61;

/** The day of a serial number; none for what is before the first day, after 9999, or the day that never was. */
function dayOfSerial(number: number, date1904: boolean): CalendarDate | undefined {
  // To the millisecond: a day computed in fractions must not fall back to the evening before.
  const serial = Math.floor(Math.round(number * DAY_MS) / DAY_MS);
  if (date1904) return serial < 0 || serial > LAST_SERIAL - 1_462 ? undefined : calendarDay(serial - 24_107);
  if (serial < 1 || serial > LAST_SERIAL || serial === FIRST_OF_MARCH_1900 - 1) return undefined;
  return calendarDay(serial - (serial < FIRST_OF_MARCH_1900 ? 25_568 : 25_569));
}

/** A list names few days, each many times; writing one out costs as much as reading three cells. */
const DAYS = new Map<number, CalendarDate>();
const MOST_DAYS = 10_000;

function calendarDay(daysSince1970: number): CalendarDate {
  const known = DAYS.get(daysSince1970);
  if (known !== undefined) return known;
  const day = new Date(daysSince1970 * DAY_MS).toISOString().slice(0, 10) as CalendarDate;
  if (DAYS.size < MOST_DAYS) DAYS.set(daysSince1970, day);
  return day;
}
