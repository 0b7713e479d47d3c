import { type HeaderText, readHeaderText } from './header-text.ts';
import { cellAt, columnLetter, type MergedRange, type Row, type Sheet } from './workbook.ts';

/** How a kind of list names its columns. Headers are matched exactly, never by likeness. */
export interface ColumnVocabulary<Field extends string> {
  readonly synonyms: Readonly<Record<Field, readonly string[]>>;
  /** Fields of which one must be there, each line one condition. The first one marks the header line. */
  readonly required: readonly (readonly Field[])[];
  /** Fields of which nothing is taken over, and how bad it is to lose what a list says there. */
  readonly notTaken?: Readonly<Partial<Record<Field, 'WARNING' | 'INFO'>>>;
  /** Chooses between fields whose headers differ in their qualifiers only; nothing for a column of no use. */
  readonly refine?: (field: Field, header: HeaderText) => Field | undefined;
}

/** One column as its header names it. */
export interface HeaderColumn {
  readonly column: number;
  readonly letter: string;
  readonly name: string;
  readonly qualifiers: readonly string[];
}

/** What a header line says: which field stands where, and what could not be told. */
export interface HeaderMapping<Field extends string> {
  readonly top: number;
  readonly bottom: number;
  readonly columns: ReadonlyMap<Field, HeaderColumn>;
  readonly unknown: readonly HeaderColumn[];
  /** Every column that has a header, known or not. */
  readonly headed: ReadonlySet<number>;
  readonly ambiguous: readonly { readonly field: Field; readonly columns: readonly HeaderColumn[] }[];
  readonly missing: readonly (readonly Field[])[];
}

const ROWS_SEARCHED = 40;
const FEWEST_KNOWN = 3;

/**
 * Finds the header of a sheet among its first 40 rows: the first line with the marking field and three known columns.
 * Failing that, the line that knows most columns, at least three, so that its missing ones can be named.
 */
export function findHeader<Field extends string>(
  sheet: Sheet,
  vocabulary: ColumnVocabulary<Field>,
): HeaderMapping<Field> | undefined {
  const candidates = candidateFields(vocabulary);
  const lines = new HeaderLines(sheet);
  let best: HeaderMapping<Field> | undefined;
  for (const row of sheet.rows) {
    if (row.number > ROWS_SEARCHED) break;
    const mapping = mapLine(lines, row.number, vocabulary, candidates);
    if (mapping.columns.size + mapping.ambiguous.length < FEWEST_KNOWN) continue;
    if (!mapping.missing.includes(vocabulary.required[0] ?? [])) return mapping;
    if (mapping.columns.size > (best?.columns.size ?? 0)) best = mapping;
  }
  return best;
}

/** By header key, the fields it may mean; the first that is still free takes the column. */
type Candidates<Field> = ReadonlyMap<string, readonly Field[]>;

function candidateFields<Field extends string>({ synonyms }: ColumnVocabulary<Field>): Candidates<Field> {
  const candidates = new Map<string, Field[]>();
  for (const [field, headers] of Object.entries(synonyms) as [Field, readonly string[]][]) {
    for (const header of headers) {
      const { key } = readHeaderText(header);
      candidates.set(key, [...(candidates.get(key) ?? []), field]);
    }
  }
  return candidates;
}

function mapLine<Field extends string>(
  lines: HeaderLines,
  top: number,
  vocabulary: ColumnVocabulary<Field>,
  candidates: Candidates<Field>,
): HeaderMapping<Field> {
  const bottom = lines.bottomOf(top);
  const found = new Map<Field, HeaderColumn[]>();
  const unknown: HeaderColumn[] = [];
  const headed = new Set<number>();
  const undecided: { column: HeaderColumn; fields: readonly Field[] }[] = [];
  for (const [column, readings] of lines.headers(top, bottom)) {
    headed.add(column);
    const header = readings.find(({ key }) => candidates.has(key));
    const place = { column, letter: columnLetter(column), name: (readings[0]?.text ?? '').replace(/\s+/g, ' ').trim() };
    const named = header === undefined ? [] : (candidates.get(header.key) ?? []);
    const fields =
      header && vocabulary.refine ? named.flatMap((field) => vocabulary.refine?.(field, header) ?? []) : named;
    const headerColumn = { ...place, qualifiers: header?.qualifiers ?? [] };
    if (fields.length === 0) unknown.push(headerColumn);
    else if (fields.length === 1) append(found, fields[0] as Field, headerColumn);
    else undecided.push({ column: headerColumn, fields });
  }
  for (const { column, fields } of undecided) {
    append(found, fields.find((field) => !found.has(field)) ?? (fields[0] as Field), column);
  }
  return { top, bottom, unknown, headed, ...split(found, vocabulary) };
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function split<Field extends string>(found: ReadonlyMap<Field, HeaderColumn[]>, vocabulary: ColumnVocabulary<Field>) {
  const columns = new Map<Field, HeaderColumn>();
  const ambiguous: { field: Field; columns: readonly HeaderColumn[] }[] = [];
  for (const [field, [only, ...others]] of found) {
    if (only && others.length === 0) columns.set(field, only);
    else if (only) ambiguous.push({ field, columns: [only, ...others] });
  }
  const missing = vocabulary.required.filter((fields) => !fields.some((field) => found.has(field)));
  return { columns, ambiguous, missing };
}

/** The header texts of a sheet's first rows, seen through merged cells. */
class HeaderLines {
  private readonly rows: ReadonlyMap<number, Row>;
  private readonly merges: readonly MergedRange[];

  constructor(sheet: Sheet) {
    this.rows = new Map(sheet.rows.filter((row) => row.number <= ROWS_SEARCHED + 2).map((row) => [row.number, row]));
    this.merges = sheet.merges.filter(({ top, bottom }) => top <= ROWS_SEARCHED && bottom - top <= 2);
  }

  /** The last line of a header that begins at `top`: cells merged downwards, or a line of bare qualifiers below. */
  bottomOf(top: number): number {
    const merged = this.merges.filter((merge) => merge.top === top).map((merge) => merge.bottom);
    const bottom = Math.max(top, ...merged);
    const below = (this.rows.get(bottom + 1)?.cells ?? []).map(({ raw }) => readHeaderText(raw));
    const qualifiersOnly =
      below.length > 0 && below.every(({ key, qualifiers }) => key === '' && qualifiers.length > 0);
    return qualifiersOnly ? bottom + 1 : bottom;
  }

  /** By column, the header to try first and the ones to fall back to: with its group's title, then alone. */
  *headers(top: number, bottom: number): Generator<[number, HeaderText[]]> {
    const columns = new Set<number>();
    for (let row = top; row <= bottom; row++) {
      for (const cell of this.rows.get(row)?.cells ?? []) columns.add(cell.column);
    }
    for (const column of [...columns].sort((a, b) => a - b)) {
      const texts: string[] = [];
      for (let row = top - 1; row <= bottom; row++) {
        const text = row < top ? this.groupTitle(row, column) : this.textAt(row, column);
        if (text !== undefined && !texts.includes(text)) texts.push(text);
      }
      const tried = [texts.join(' '), texts.slice(-2).join(' '), ...texts.toReversed()];
      if (texts.length > 0) yield [column, [...new Set(tried)].map(readHeaderText)];
    }
  }

  /** The title over several columns, one row above the header. */
  private groupTitle(row: number, column: number): string | undefined {
    const merge = this.mergeOver(row, column);
    return merge && merge.right > merge.left ? this.textAt(row, column) : undefined;
  }

  private textAt(row: number, column: number): string | undefined {
    const merge = this.mergeOver(row, column);
    const cell = cellAt(this.rows.get(merge?.top ?? row), merge?.left ?? column);
    return cell?.raw.trim() || undefined;
  }

  private mergeOver(row: number, column: number): MergedRange | undefined {
    return this.merges.find(
      ({ top, bottom, left, right }) => top <= row && row <= bottom && left <= column && column <= right,
    );
  }
}
