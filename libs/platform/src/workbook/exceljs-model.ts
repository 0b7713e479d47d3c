import ExcelJS from 'exceljs';
import cellXform, { type CellParser, type CellXform } from 'exceljs/lib/xlsx/xform/sheet/cell-xform.js';

/** The cells as the library has parsed them, before it builds its own objects from them. */
export interface ParsedSheetModel {
  readonly name: string;
  readonly state?: string;
  readonly rows: readonly ParsedRowModel[];
  readonly mergeCells?: readonly string[];
}

export interface ParsedRowModel {
  readonly number: number;
  readonly hidden?: boolean;
  readonly cells: readonly ParsedCellModel[];
}

export interface ParsedCellModel {
  readonly address: string;
  readonly type: number;
  readonly value?: unknown;
  readonly formula?: string;
  readonly result?: unknown;
  readonly style?: { readonly numFmt?: string; readonly font?: { readonly strike?: boolean } };
}

/** Everything the importers do not look at: some of it grows without bound in a hostile file. */
const IGNORED_NODES = [
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'headerFooter',
  'hyperlinks',
  'picture',
  'rowBreaks',
  'sheetProtection',
  'sheetViews',
  'tableParts',
];

/**
 * Parses a workbook and takes the worksheets' plain models, in the order of the tabs. The library's own objects are
 * never built from them: that step copies merged values, expands defined names cell by cell and costs half the time.
 */
export async function parseSheetModels(bytes: Buffer): Promise<readonly ParsedSheetModel[]> {
  keepWhatCellsSay();
  const workbook = new ExcelJS.Workbook();
  let worksheets: readonly ParsedSheetModel[] = [];
  Object.defineProperty(workbook, 'model', {
    set(model: { readonly worksheets: readonly ParsedSheetModel[] }) {
      worksheets = model.worksheets;
    },
  });
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer, { ignoreNodes: IGNORED_NODES });
  return worksheets.filter((sheet) => sheet.name !== undefined);
}

/** Furigana and the like: the library takes them for the cell's text, and their end for the end of the cell. */
const LEFT_OUT_OF_CELLS = new Set(['rPh', 'phoneticPr', 'extLst']);

/**
 * The library mixes furigana into the text of inline strings, drops a formula's empty text and reads an ISO day
 * (`t="d"`, in strict files) as the number of its year. All three are set right where the cell's XML is still known.
 */
function keepWhatCellsSay(): void {
  const { prototype } = cellXform;
  const { parseOpen, parseText, parseClose } = prototype;
  let leftOut: string | undefined;
  prototype.parseOpen = function (node) {
    if (leftOut === undefined && LEFT_OUT_OF_CELLS.has(node.name)) leftOut = node.name;
    return leftOut === undefined ? parseOpen.call(this, node) : true;
  };
  prototype.parseText = function (text) {
    if (leftOut === undefined) parseText.call(this, text);
  };
  prototype.parseClose = function (name) {
    if (leftOut === undefined) return closeCell(this, name, parseClose);
    if (name === leftOut) leftOut = undefined;
    return true;
  };
}

function closeCell(cell: CellParser, name: string, parseClose: CellXform['parseClose']): boolean {
  const declared = cell.t;
  const empty = cell.model.value === undefined || cell.model.value === '';
  if (name === 'c' && declared === 'd') cell.t = 'str';
  const more = parseClose.call(cell, name);
  const isFormula = cell.model.formula !== undefined || cell.model.shareType !== undefined;
  if (name === 'c' && declared === 'str' && isFormula && empty) cell.model.result = '';
  return more;
}
