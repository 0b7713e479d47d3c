declare module 'exceljs/lib/xlsx/xform/sheet/cell-xform.js' {
  export interface CellModel {
    value?: unknown;
    result?: unknown;
  }
  export interface CellXform {
    /** Puts the style and the shared string into a cell that has been parsed. */
    reconcile: (model: CellModel, options: unknown) => void;
  }
  const cellXform: { readonly prototype: CellXform };
  export default cellXform;
}
