import {
  contentHash,
  findTables,
  type ImportIssue,
  issueMessage,
  issueOfProblem,
  readWorkbook,
  type ReadWorkbookOptions,
  type WorkbookProblem,
} from '#platform';
import { CATALOGUE_COLUMNS } from './catalogue-columns.ts';
import { parseCatalogue } from './parse-catalogue.ts';

/** What a file was found to be, without anything being imported. */
export type CatalogueCheck = { readonly file: string } & (
  | { readonly refused: { readonly code: string; readonly message: string; readonly facts: WorkbookProblem['facts'] } }
  | CheckedFile
);

interface CheckedFile {
  readonly sheets: readonly CheckedSheet[];
  readonly listDate?: string;
  readonly rows: { readonly read: number; readonly good: number; readonly bad: number };
  readonly offerings: number;
  readonly machineTypes: number;
  readonly errors: readonly CheckedIssue[];
  readonly warnings: readonly CheckedIssue[];
  readonly notes: readonly CheckedIssue[];
  /** Of everything the sheets say; see `contentHash`. */
  readonly contentHash: string;
}

interface CheckedSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows with a filled cell, title and notes included. */
  readonly rows: number;
  readonly merges: number;
  /** Absent when the sheet holds no table of offerings. */
  readonly header?: {
    readonly row: number;
    /** By field: the column and what its header says. */
    readonly columns: Readonly<Record<string, { readonly column: string; readonly header: string }>>;
    readonly unknown: readonly { readonly column: string; readonly header: string }[];
  };
}

type CheckedIssue = Omit<ImportIssue, 'severity'> & { readonly message: string };

/** Reads a file as an import would and says what it holds. Throws when there is no such file. */
export async function checkCatalogueFile(file: string, options: ReadWorkbookOptions = {}): Promise<CatalogueCheck> {
  const workbook = await readWorkbook(file, options);
  if ('problem' in workbook) {
    const { code, facts } = workbook.problem;
    return { file, refused: { code, message: issueMessage(issueOfProblem(workbook.problem), 'EN'), facts } };
  }
  const { tables } = findTables(workbook, CATALOGUE_COLUMNS);
  const { listDate, counts, issues } = parseCatalogue(workbook);
  const said = (severity: ImportIssue['severity']): CheckedIssue[] =>
    issues
      .filter((issue) => issue.severity === severity)
      .map(({ severity: _, ...issue }) => ({ ...issue, message: issueMessage({ ...issue, severity }, 'EN') }));
  return {
    file,
    sheets: workbook.sheets.map((sheet) => {
      const header = tables.find((table) => table.sheet === sheet)?.header;
      const about = { name: sheet.name, hidden: sheet.hidden, rows: sheet.rows.length, merges: sheet.merges.length };
      return header === undefined ? about : { ...about, header: shown(header) };
    }),
    ...(listDate !== undefined && { listDate }),
    rows: { read: counts.rowsRead, good: counts.goodRows, bad: counts.badRows },
    offerings: counts.offerings,
    machineTypes: counts.machineTypes,
    errors: said('ERROR'),
    warnings: said('WARNING'),
    notes: said('INFO'),
    contentHash: contentHash(workbook),
  };
}

type Header = ReturnType<typeof findTables<keyof typeof CATALOGUE_COLUMNS.synonyms>>['tables'][number]['header'];

function shown({ top, columns, unknown }: Header): NonNullable<CheckedSheet['header']> {
  const place = ({ letter, name }: { letter: string; name: string }) => ({ column: letter, header: name });
  return {
    row: top,
    columns: Object.fromEntries([...columns].map(([field, column]) => [field, place(column)])),
    unknown: unknown.map(place),
  };
}
