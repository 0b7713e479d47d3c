import type { WorkbookProblem } from './import-issue.ts';
import { readWorkbookRows, type ReadWorkbookOptions } from './read-workbook.ts';
import type { MergedRange, Row, Sheet, Workbook } from './workbook.ts';

/** Headers and titles stand in the first 40 rows, and a header may be two rows longer. */
const ROWS_KEPT = 42;

/** A sheet without its data: its first rows, what is merged, and how far it reaches. */
export interface SurveyedSheet extends Sheet {
  readonly lastColumn: number;
}

/** A workbook of which only so much is held as tells what its rows mean. */
export interface SurveyedWorkbook extends Workbook {
  readonly sheets: readonly SurveyedSheet[];
}

/**
 * Reads a workbook once to its end and keeps what must be known before its rows can be told apart: merged ranges stand
 * behind the rows in a file. Its rows are then read by `readWorkbookRows`, however many there are.
 */
export async function surveyWorkbook(
  source: Buffer | string,
  options: ReadWorkbookOptions = {},
): Promise<SurveyedWorkbook | { readonly problem: WorkbookProblem }> {
  const sheets: { name: string; hidden: boolean; rows: Row[]; merges: readonly MergedRange[]; lastColumn: number }[] =
    [];
  const read = await readWorkbookRows(
    source,
    {
      sheet: ({ name, hidden }) => void sheets.push({ name, hidden, rows: [], merges: [], lastColumn: 0 }),
      rows: (rows) => {
        const sheet = sheets.at(-1);
        if (sheet === undefined) return;
        sheet.rows.push(...rows.filter(({ number }) => number <= ROWS_KEPT));
        for (const { cells } of rows) sheet.lastColumn = Math.max(sheet.lastColumn, cells.at(-1)?.column ?? 0);
      },
      sheetEnd: (merges) => {
        const sheet = sheets.at(-1);
        if (sheet) sheet.merges = merges;
      },
    },
    options,
  );
  return 'problem' in read ? read : { sheets, ...read };
}
