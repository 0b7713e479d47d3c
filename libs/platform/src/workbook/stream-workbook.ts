import { readCellStyles } from './cell-styles.ts';
import { chunksOf, type OpenPackage, type WorkbookOutline } from './package-parts.ts';
import type { RowSink } from './row-sink.ts';
import { NO_SHARED_STRINGS, readSharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet-reader.ts';

/**
 * Reads a workbook of any size: the styles and shared strings first, wherever they stand in the archive, then the
 * sheets in the order of the tabs, row by row. Of all other parts nothing is read.
 */
export async function streamWorkbook(opened: OpenPackage, outline: WorkbookOutline, sink: RowSink): Promise<void> {
  const { styles, sharedStrings, date1904 } = outline;
  const { limits } = opened;
  const context = {
    styles: styles === undefined ? [] : await readCellStyles(styles.name, chunksOf(opened, styles)),
    strings:
      sharedStrings === undefined
        ? NO_SHARED_STRINGS
        : await readSharedStrings(sharedStrings.name, chunksOf(opened, sharedStrings), limits),
    date1904,
  };
  for (const { name, hidden, part } of outline.sheets) {
    sink.beginSheet(name, hidden);
    await readSheet(part.name, chunksOf(opened, part), context, sink);
  }
}
