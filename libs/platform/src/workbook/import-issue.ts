/** How bad: an `ERROR` leaves its row (or sheet, or file) out, a `WARNING` keeps it, `INFO` only tells. */
export type IssueSeverity = 'ERROR' | 'WARNING' | 'INFO';

/** Why a whole file cannot be read. */
export type WorkbookProblemCode =
  | 'EMPTY_FILE'
  | 'NOT_XLSX'
  | 'XLS_LEGACY'
  | 'ODS_UNSUPPORTED'
  | 'XLSB_UNSUPPORTED'
  | 'XLSX_ENCRYPTED'
  | 'ZIP_CORRUPT'
  | 'ZIP_LIMIT_SIZE'
  | 'ZIP_LIMIT_RATIO'
  | 'ZIP_LIMIT_ENTRIES'
  | 'ZIP_LIMIT_PART'
  | 'XML_MALFORMED'
  | 'XML_DOCTYPE'
  | 'PART_DUPLICATE'
  | 'PART_MISSING'
  | 'SST_INDEX'
  | 'REF_INVALID'
  | 'CELL_TOO_LONG'
  | 'LIMIT_SHEETS'
  | 'LIMIT_ROWS'
  | 'LIMIT_COLS'
  | 'LIMIT_CELLS'
  | 'LIMIT_MERGES'
  | 'LIMIT_STRINGS'
  | 'TEXT_UNDECODABLE'
  | 'TEXT_QUOTE_UNCLOSED'
  | 'PARSER_TIMEOUT'
  | 'PARSER_MEMORY'
  | 'PARSER_CRASH';

/** What can be wrong with a header line. */
export type HeaderIssueCode =
  | 'HDR_NOT_FOUND'
  | 'HDR_REQUIRED_MISSING'
  | 'HDR_AMBIGUOUS'
  | 'HDR_UNKNOWN'
  | 'HDR_NOT_TAKEN'
  | 'HDR_EMPTY'
  | 'ROWS_MISSING'
  | 'SHEET_SKIPPED'
  | 'SHEET_HIDDEN'
  | 'TAX_BASIS_UNKNOWN'
  | 'MACRO_IGNORED';

/** What can be wrong with one cell, whatever list it stands in. */
export type CellIssueCode =
  | 'REQUIRED_MISSING'
  | 'CELL_ERROR_VALUE'
  | 'FORMULA_NO_VALUE'
  | 'TEXT_REPLACEMENT_CHAR'
  | 'PN_FORMAT'
  | 'PN_NUMERIC_CELL'
  | 'PN_SCIENTIFIC'
  | 'PN_DATE_CELL'
  | 'PN_LENGTH_UNUSUAL'
  | 'PRICE_FORMAT'
  | 'PRICE_NOT_INTEGER'
  | 'PRICE_NEGATIVE'
  | 'TAX_RATE_FORMAT'
  | 'DATE_FORMAT'
  | 'DATE_NO_YEAR'
  | 'DATE_AMBIGUOUS'
  | 'DATE_PARTIAL'
  | 'DATE_OUT_OF_RANGE'
  | 'DATE_FROM_SERIAL'
  | 'TERM_FORMAT'
  | 'MARK_UNKNOWN'
  | 'MUNI_AMBIGUOUS'
  | 'MUNI_CHECK_DIGIT'
  | 'ENUM_UNKNOWN';

/** What can be wrong between the cells of a row, or between rows. */
export type RowIssueCode =
  | 'MT_FORMAT'
  | 'MT_MISMATCH'
  | 'MODEL_FORMAT'
  | 'RANGE_AMBIGUOUS'
  | 'DATE_ORDER'
  | 'TAX_MISMATCH'
  | 'DUP_IDENTICAL'
  | 'DUP_KEY_CONFLICT'
  | 'PRICE_CONFLICT'
  | 'PRICE_STATES_DIFFER'
  | 'CONTENT_DIFFERS'
  | 'EOS_CONFLICT'
  | 'SERIAL_FORMAT'
  | 'MUNI_UNKNOWN'
  | 'MT_UNKNOWN'
  | 'OFFERING_NOT_SOLD'
  | 'PACK_ELSEWHERE'
  | 'PACK_DIFFERS'
  | 'SERVICE_START'
  | 'SERVICE_END'
  | 'SERVICE_OVERLAPS'
  | 'WARRANTY_DIFFERS'
  | 'WARRANTY_BOUND'
  | 'ROW_HIDDEN'
  | 'STRIKETHROUGH';

export type ImportIssueCode = WorkbookProblemCode | HeaderIssueCode | CellIssueCode | RowIssueCode;

/** Facts that a message is filled with: what was expected, which rows disagree, which limit was passed. */
export type IssueFacts = Readonly<Record<string, string | number | readonly string[] | readonly number[]>>;

/** One thing an import has to say, as data; its sentence is made by code. */
export interface ImportIssue {
  /** Empty when the whole file is meant. */
  readonly sheet: string;
  readonly row?: number;
  /** The column's letter. */
  readonly column?: string;
  /** The column's header as written in the file. */
  readonly columnName?: string;
  /** What of the list the column was read as; in every issue that holds a value. */
  readonly field?: string;
  readonly code: ImportIssueCode;
  readonly severity: IssueSeverity;
  /** What the cell holds, as written. */
  readonly value?: string;
  readonly expected?: IssueFacts;
  /** Whoever asks may not be told what the cell holds; it is not in here. */
  readonly withheld?: true;
}

/** Why a file was refused before or while it was read. */
export interface WorkbookProblem {
  readonly code: WorkbookProblemCode;
  readonly facts: IssueFacts;
}

/** A file's problem in the shape of the other issues. */
export function issueOfProblem({ code, facts }: WorkbookProblem): ImportIssue {
  return { sheet: '', code, severity: 'ERROR', expected: facts };
}
