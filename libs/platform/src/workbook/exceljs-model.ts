import ExcelJS from 'exceljs';
import cellXform from 'exceljs/lib/xlsx/xform/sheet/cell-xform.js';

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

/**
 * The library turns numbers into moments by a guess at their format. They are kept as the numbers they are; what is a
 * day is decided in one place for all readers.
 */
function keepNumbers(): void {
  const { prototype } = cellXform;
  const { reconcile } = prototype;
  prototype.reconcile = function (model, options) {
    const { value, result } = model;
    reconcile.call(this, model, options);
    if (model.value instanceof Date) model.value = value;
    if (model.result instanceof Date) model.result = result;
  };
}

keepNumbers();
