import { buffer } from 'node:stream/consumers';
import type { ByteSource } from './byte-source.ts';
import { convertSheet, type ConvertedSheet } from './convert-sheet.ts';
import { parseSheetModels } from './exceljs-model.ts';
import type { WorkbookOutline } from './package-parts.ts';

/**
 * Reads an ordinary workbook by exceljs, as a whole. Nothing comes back when the library fails at it, leaves a sheet
 * out or leaves doubt about a cell: then it was not ordinary after all.
 */
export async function readByExceljs(
  source: ByteSource,
  { sheets, date1904 }: WorkbookOutline,
): Promise<readonly ConvertedSheet[] | undefined> {
  try {
    const models = await parseSheetModels(await buffer(source.chunks()));
    const read = models.map((model) => convertSheet(model, date1904));
    const complete =
      read.length === sheets.length &&
      sheets.every(({ name, hidden }, index) => read[index]?.name === name && read[index].hidden === hidden);
    return complete ? read : undefined;
  } catch {
    return undefined;
  }
}
