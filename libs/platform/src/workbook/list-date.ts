import type { CalendarDate } from '#policy';
import type { Table } from './find-tables.ts';
import { findDate } from './read-date.ts';
import type { Row, Workbook } from './workbook.ts';

const SAYS_WHEN = /版|更新|現在|発行|改訂|適用|日付|作成|as of|date|updated|effective|issued/i;

/** The day a workbook says it is of, in a title line or on a cover sheet: `2026年10月1日版`, `更新日: 2026年10月1日`. */
export function listDateOf<Field extends string>(
  { sheets }: Workbook,
  tables: readonly Table<Field>[],
): CalendarDate | undefined {
  const headerTops = new Map(tables.map(({ sheet, header }) => [sheet.name, header.top]));
  for (const sheet of sheets) {
    if (sheet.hidden) continue;
    const titles = sheet.rows.filter((row) => row.number < (headerTops.get(sheet.name) ?? 40));
    const date = titles.map(dayOfTitle).find((day) => day !== undefined);
    if (date !== undefined) return date;
  }
  return undefined;
}

function dayOfTitle(row: Row): CalendarDate | undefined {
  if (!row.cells.some(({ raw }) => SAYS_WHEN.test(raw))) return undefined;
  return row.cells.map(({ raw }) => findDate(raw)).find((day) => day !== undefined);
}
