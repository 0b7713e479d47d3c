import type { OrdinaryParts } from './choose-reader.ts';
import { convertSheet, type ConvertedSheet } from './convert-sheet.ts';
import { parseSheetModels } from './exceljs-model.ts';
import type { WorkbookOutline } from './package-parts.ts';
import { storedZip } from './stored-zip.ts';

/**
 * Reads an ordinary workbook by exceljs, as a whole, from the inspected parts alone: the library's own idea of what is
 * in the archive does not count. Nothing comes back when it fails, leaves a sheet out or leaves doubt about a cell:
 * then the workbook was not ordinary after all.
 */
export async function readByExceljs(
  parts: OrdinaryParts,
  { sheets, date1904 }: WorkbookOutline,
): Promise<readonly ConvertedSheet[] | undefined> {
  try {
    const models = await parseSheetModels(storedZip(parts));
    const read = models.map((model) => convertSheet(model, date1904));
    const complete =
      read.length === sheets.length &&
      sheets.every(({ name, hidden }, index) => read[index]?.name === name && read[index].hidden === hidden);
    return complete ? read : undefined;
  } catch {
    return undefined;
  }
}
