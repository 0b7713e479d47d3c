declare module 'exceljs/lib/xlsx/xform/sheet/cell-xform.js' {
  /** The parser of one cell after the other: the type the cell declares, and what has been read of it. */
  export interface CellParser {
    t?: string;
    model: { formula?: string; shareType?: string; value?: string; result?: unknown };
  }
  export interface CellXform {
    parseOpen: (this: CellParser, node: { readonly name: string }) => boolean;
    parseText: (this: CellParser, text: string) => void;
    parseClose: (this: CellParser, name: string) => boolean;
  }
  const cellXform: { readonly prototype: CellXform };
  export default cellXform;
}
