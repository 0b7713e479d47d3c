import { type CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { ByteSource } from './byte-source.ts';
import { decoderOf } from './decode-text.ts';
import type { RowSink } from './row-sink.ts';
import { DEFAULT_WORKBOOK_LIMITS } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import type { ByteTally } from './zip-entries.ts';

/** How a text table is written, as far as its bytes tell. */
export interface TextTableForm {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis';
  readonly separator: ',' | '\t' | ';';
}

/** What a text table is called where a workbook's sheet has a name. */
const SHEET_NAME = 'CSV';
const LONGEST_RECORD = 4 * 1024 * 1024;

/** Reads a text table (comma, tab or semicolon between its cells) as one sheet in which every cell is text. */
export async function readTextTable(source: ByteSource, sink: RowSink, tally: ByteTally): Promise<void> {
  const { encoding, separator } = await textTableForm(source);
  const records = Readable.from(textOf(source, encoding, tally)).pipe(
    parse({
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
    }),
  );
  sink.beginSheet(SHEET_NAME, false);
  let number = 0;
  try {
    for await (const record of records) {
      number += 1;
      if (number === 1 && SAYS_SEPARATOR.test((record as string[]).join(separator))) continue;
      putRecord(number, record as string[], sink);
      const pause = sink.ready();
      if (pause) await pause;
    }
  } catch (error) {
    // What the parser is at is no part of its types.
    const { state } = records as unknown as { readonly state: { readonly quoting: boolean } };
    throw refusalOf(error, state.quoting);
  }
  sink.endSheet();
}

function putRecord(number: number, record: readonly string[], sink: RowSink): void {
  sink.beginRow(number, false);
  record.forEach((text, index) => sink.text(index + 1, text, false));
  sink.endRow();
}

/** Where the parser was when it stopped: the cells before in its row, and the rows before. */
interface Stopped {
  readonly column: number;
  readonly records: number;
}

/** A record without end has too many cells, or one that is far too long, unless a quotation mark holds it open. */
function refusalOf(error: unknown, isQuoted: boolean): unknown {
  const { code, column = 0, records = 0 } = error as Partial<CsvError> & Partial<Stopped>;
  const { columns, cellCharacters } = DEFAULT_WORKBOOK_LIMITS;
  const row = records + 1;
  if (code === 'CSV_QUOTE_NOT_CLOSED' || (code === 'CSV_MAX_RECORD_SIZE' && isQuoted))
    return new WorkbookRefusal('TEXT_QUOTE_UNCLOSED', { row });
  if (code !== 'CSV_MAX_RECORD_SIZE') return error;
  if (column > columns) return new WorkbookRefusal('LIMIT_COLS', { limit: columns });
  return new WorkbookRefusal('CELL_TOO_LONG', { part: `${SHEET_NAME}!${row}`, limit: cellCharacters });
}

async function* textOf(source: ByteSource, encoding: string, tally: ByteTally): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const chunk of source.chunks()) {
    tally.bytes += chunk.length;
    yield decoder.decode(chunk);
  }
  yield decoder.end();
}

/** Excel's own way to name the separator, in a line before the table. */
const SAYS_SEPARATOR = /^sep=(.?)$/i;
const SAMPLE_CHARACTERS = 64 * 1024;

/** Tells encoding and separator. Bytes that are text in none of the encodings are refused. */
export async function textTableForm(source: ByteSource): Promise<TextTableForm> {
  const encoding = await encodingOf(source);
  let sample = '';
  for await (const text of textOf(source, encoding, { bytes: 0 })) {
    sample += text;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  if (JAPANESE_BY_ESCAPE.some((escape) => sample.includes(escape))) throw new WorkbookRefusal('TEXT_UNDECODABLE');
  return { encoding, separator: separatorOf(sample) };
}

/** Begins Japanese in ISO-2022-JP, of which every byte is plain ASCII. */
const JAPANESE_BY_ESCAPE = ['\u001B$B', '\u001B$@'];

async function encodingOf(source: ByteSource): Promise<TextTableForm['encoding']> {
  const start = (await source.head(2)).toString('hex');
  const marked = start === 'fffe' ? 'utf-16le' : start === 'feff' ? 'utf-16be' : undefined;
  const possible: readonly TextTableForm['encoding'][] = marked ? [marked] : ['utf-8', 'shift_jis'];
  for (const encoding of possible) {
    if (await isTextIn(encoding, source)) return encoding;
  }
  throw new WorkbookRefusal('TEXT_UNDECODABLE');
}

async function isTextIn(encoding: TextTableForm['encoding'], source: ByteSource): Promise<boolean> {
  const decoder = decoderOf(encoding);
  try {
    for await (const chunk of source.chunks()) decoder.decode(chunk);
    decoder.end();
    return true;
  } catch {
    return false;
  }
}

const SEPARATORS = [',', '\t', ';'] as const;

/** The separator that cuts most lines alike, and into most cells. */
function separatorOf(sample: string): TextTableForm['separator'] {
  const lines = sample.replace(/"[^"]*"/g, '').split(/\r\n|\r|\n/);
  const said = SAYS_SEPARATOR.exec(lines[0] ?? '')?.[1];
  const named = SEPARATORS.find((separator) => separator === said);
  if (named !== undefined) return named;
  const scores = SEPARATORS.map((separator) => regularity(lines.map((line) => line.split(separator).length - 1)));
  return SEPARATORS[scores.indexOf(Math.max(...scores))] ?? ',';
}

function regularity(cuts: readonly number[]): number {
  const lines = Map.groupBy(
    cuts.filter((count) => count > 0),
    (count) => count,
  );
  return Math.max(0, ...[...lines].map(([count, alike]) => count * alike.length ** 2));
}
