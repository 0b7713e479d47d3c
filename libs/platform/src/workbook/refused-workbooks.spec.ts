import { afterEach, describe, expect, it } from '@jest/globals';
import { inspectWorkbook } from './file-kind.ts';
import { issueOfProblem } from './import-issue.ts';
import { issueMessage } from './issue-message.ts';
import { readWorkbook, type ReadingUsage } from './read-workbook.ts';
import { readInProcess } from './testing/read-in-process.ts';
import {
  MAIN,
  partsOf,
  relationshipsXml,
  type SmallWorkbook,
  smallWorkbook,
  stylesXml,
} from './testing/workbook-parts.ts';
import { zipOf, type ZipEntrySpec } from './testing/zip-of.ts';
import type { Workbook } from './workbook.ts';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.ts';

const MEBIBYTE = 1024 * 1024;
/** What reading any hostile file may use. */
const MOST_MEBIBYTES = 256;
const COMPOUND_FILE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_024)]);
const X = '<row r="1"><c r="A1" t="str"><v>x</v></c></row>';
const HONEST: SmallWorkbook = { rows: X };
const SHEET = 'xl/worksheets/sheet1.xml';

function honestParts(change: (part: ZipEntrySpec) => ZipEntrySpec = (part) => part): ZipEntrySpec[] {
  return partsOf(HONEST).map(change);
}

function withPart(name: string, content: string | Buffer): Buffer {
  return smallWorkbook({ ...HONEST, parts: { [name]: content } });
}

function changed(name: string, change: (part: ZipEntrySpec) => ZipEntrySpec): Buffer {
  return zipOf(honestParts((part) => (part.name === name ? change(part) : part)));
}

function sheetXml(inside: string): string {
  return `<worksheet xmlns="${MAIN}">${inside}</worksheet>`;
}

/** Text that packs to a fifth or so of its size, so that no ratio gives it away. */
function noise(bytes: number): string {
  const words: string[] = [];
  let state = 7;
  for (let length = 0; length < bytes; length += 9) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    words.push(state.toString(36).padStart(9, 'x').slice(0, 9));
  }
  return words.join('');
}

/** Reads in the guarded child, with its memory measured. */
async function readGuarded(
  bytes: Buffer,
): Promise<{ read: Awaited<ReturnType<typeof readWorkbook>>; usage: ReadingUsage }> {
  let usage: ReadingUsage = { peakMebibytes: 0 };
  const read = await readWorkbook(bytes, { onUsage: (used) => (usage = used) });
  return { read, usage };
}

function codeOf(read: Workbook | { readonly problem: { readonly code: string } }): string | undefined {
  return 'problem' in read ? read.problem.code : undefined;
}

describe('hostile and broken files', () => {
  afterEach(() => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.ownKeys(Object.prototype).filter((key) => /^A?\d+$/.test(String(key)))).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads the honest file that the hostile ones are made from', async () => {
    const { read } = await readGuarded(smallWorkbook(HONEST));
    expect(read).toMatchObject({ sheets: [{ name: '一覧', rows: [{ number: 1, cells: [{ raw: 'x' }] }] }] });
  });

  it.each<[string, string, Buffer]>([
    ['nothing', 'EMPTY_FILE', Buffer.alloc(0)],
    ['a web page called a workbook', 'NOT_XLSX', Buffer.from('<html><table><tr><td>7X06</td></tr></table></html>')],
    ['an XML spreadsheet of 2003', 'NOT_XLSX', Buffer.from('\uFEFF<?xml version="1.0"?><Workbook/>')],
    ['a PDF', 'NOT_XLSX', Buffer.from('%PDF-1.7\n')],
    ['a picture', 'NOT_XLSX', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['an old .xls', 'XLS_LEGACY', COMPOUND_FILE],
    ['a password', 'XLSX_ENCRYPTED', Buffer.concat([COMPOUND_FILE, Buffer.from('EncryptedPackage', 'utf16le')])],
    [
      'an .ods',
      'ODS_UNSUPPORTED',
      zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
    ],
    ['an .xlsb', 'XLSB_UNSUPPORTED', zipOf([{ name: 'xl/workbook.bin', content: 'x' }])],
    ['a letter', 'NOT_XLSX', zipOf([{ name: 'word/document.xml', content: '<x/>' }])],
    ['half a file', 'ZIP_CORRUPT', smallWorkbook(HONEST).subarray(0, 700)],
    ['the same part twice', 'PART_DUPLICATE', zipOf([...honestParts(), { name: 'XL\\Workbook.xml', content: '' }])],
    ['encrypted entries', 'XLSX_ENCRYPTED', zipOf(honestParts((part) => ({ ...part, encrypted: true })))],
    ['an unknown way to pack', 'ZIP_CORRUPT', zipOf(honestParts((part) => ({ ...part, method: 12 })))],
    ['entries that share bytes', 'ZIP_CORRUPT', changed(SHEET, (part) => ({ ...part, overlapping: true }))],
    ['a declared size of 2 GB', 'ZIP_LIMIT_PART', changed(SHEET, (part) => ({ ...part, declaredBytes: 0x7fffffff }))],
    [
      'a declared size of 10 GB',
      'ZIP_LIMIT_PART',
      changed(SHEET, (part) => ({ ...part, zip64: true, declaredBytes: 10 * 1024 ** 3 })),
    ],
    ['zeros by the megabyte', 'ZIP_LIMIT_RATIO', withPart('xl/media/a.bin', Buffer.alloc(4 * MEBIBYTE))],
    [
      'macros that are zeros by the megabyte',
      'ZIP_LIMIT_RATIO',
      withPart('xl/vbaProject.bin', Buffer.alloc(4 * MEBIBYTE)),
    ],
    [
      'too many parts',
      'ZIP_LIMIT_ENTRIES',
      zipOf(Array.from({ length: 2_001 }, (_, index) => ({ name: `p${index}`, content: '' }))),
    ],
    ['more bytes than an upload may have', 'ZIP_LIMIT_SIZE', Buffer.alloc(DEFAULT_WORKBOOK_LIMITS.fileBytes + 1)],
  ])('are refused before anything is inflated: %s', async (_, code, bytes) => {
    expect(codeOf((await readGuarded(bytes)).read)).toBe(code);
    expect(await inspectWorkbook(bytes)).toMatchObject({ problem: { code } });
  });

  it.each<[string, string, Buffer]>([
    ['no parts', 'PART_MISSING', zipOf([])],
    ['no workbook part', 'PART_MISSING', smallWorkbook({ ...HONEST, parts: { 'xl/workbook.xml': undefined } })],
    ['no sheet part', 'PART_MISSING', smallWorkbook({ ...HONEST, parts: { [SHEET]: undefined } })],
    [
      'a sheet outside the package',
      'PART_MISSING',
      withPart('xl/_rels/workbook.xml.rels', relationshipsXml({ rId1: ['worksheet', '../../../../etc/passwd'] })),
    ],
    [
      'a sheet on another machine',
      'PART_MISSING',
      withPart(
        'xl/_rels/workbook.xml.rels',
        relationshipsXml({ rId1: ['worksheet', 'http://example.org/sheet.xml" TargetMode="External'] }),
      ),
    ],
    ['a declared size that is too small', 'ZIP_CORRUPT', changed(SHEET, (part) => ({ ...part, declaredBytes: 3 }))],
    [
      'a declared size that is too large',
      'ZIP_CORRUPT',
      changed(SHEET, (part) => ({ ...part, declaredBytes: 10_000 })),
    ],
    [
      'a bomb that says it is small',
      'ZIP_CORRUPT',
      changed(SHEET, (part) => ({ ...part, content: Buffer.alloc(300 * MEBIBYTE, ' '), declaredBytes: 900 })),
    ],
    ['other bytes than were packed', 'ZIP_CORRUPT', changed(SHEET, (part) => ({ ...part, declaredChecksum: 1 }))],
    [
      'entities',
      'XML_DOCTYPE',
      withPart(SHEET, `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${sheetXml('<sheetData/>')}`),
    ],
    [
      'a document type in the workbook part',
      'XML_DOCTYPE',
      withPart('xl/workbook.xml', `<!DOCTYPE x><workbook xmlns="${MAIN}"/>`),
    ],
    [
      'a document type in the strings',
      'XML_DOCTYPE',
      smallWorkbook({
        ...HONEST,
        strings: '',
        parts: { 'xl/sharedStrings.xml': `<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><sst xmlns="${MAIN}"/>` },
      }),
    ],
    ['a document type without end', 'XML_MALFORMED', withPart(SHEET, `<!DOCTYPE x [${noise(2 * MEBIBYTE)}`)],
    ['an element that is not closed', 'XML_MALFORMED', withPart(SHEET, sheetXml('<sheetData><row r="1">'))],
    [
      'an unknown encoding',
      'XML_MALFORMED',
      withPart(SHEET, `<?xml version="1.0" encoding="x-none"?>${sheetXml('<sheetData/>')}`),
    ],
    ['a tag of megabytes', 'XML_MALFORMED', withPart(SHEET, sheetXml(`<sheetData x="${noise(4 * MEBIBYTE)}"/>`))],
    [
      'a text of megabytes',
      'XML_MALFORMED',
      smallWorkbook({ rows: `<row r="1"><c r="A1" t="str"><v>${noise(4 * MEBIBYTE)}</v></c></row>` }),
    ],
    [
      'a text longer than a cell',
      'CELL_TOO_LONG',
      smallWorkbook({ rows: `<row r="1"><c r="A1" t="str"><v>${noise(40_000)}</v></c></row>` }),
    ],
    [
      'elements in elements in elements',
      'XML_MALFORMED',
      withPart(SHEET, sheetXml(`<sheetData>${'<row>'.repeat(10_000)}`)),
    ],
    ['a column beyond the last', 'REF_INVALID', smallWorkbook({ rows: '<row r="1"><c r="ZZZ1"><v>1</v></c></row>' })],
    [
      'a row beyond the last',
      'REF_INVALID',
      smallWorkbook({ rows: '<row r="9999999"><c r="A9999999"><v>1</v></c></row>' }),
    ],
    ['a million columns', 'LIMIT_COLS', smallWorkbook({ rows: manyRows(1, 1_000_000) })],
    ['millions of cells', 'LIMIT_CELLS', smallWorkbook({ rows: manyRows(12_500, 256) })],
    ['a million rows', 'LIMIT_ROWS', smallWorkbook({ rows: manyRows(1_000_000, 1) })],
    [
      'merges that grow by the square',
      'LIMIT_MERGES',
      smallWorkbook({
        ...HONEST,
        below: `<mergeCells>${manyMerges(50_000)}</mergeCells>`,
      }),
    ],
    [
      'a hundred sheets',
      'LIMIT_SHEETS',
      withPart(
        'xl/workbook.xml',
        `<workbook xmlns="${MAIN}"><sheets>${'<sheet name="x"/>'.repeat(100)}</sheets></workbook>`,
      ),
    ],
    ['strings without number', 'LIMIT_STRINGS', smallWorkbook({ ...HONEST, strings: manyStrings(1_000_001) })],
  ])('are refused while they are read, in bounded memory: %s', async (_, code, bytes) => {
    const { read, usage } = await readGuarded(bytes);
    expect(codeOf(read)).toBe(code);
    expect(usage.peakMebibytes).toBeLessThan(MOST_MEBIBYTES);
  });

  it.each<[string, Buffer]>([
    ['a defined name over all cells', smallWorkbook({ ...HONEST, inWorkbook: definedName('一覧!$A$1:$XFD$1048576') })],
    ['a name that every object has', smallWorkbook({ ...HONEST, inWorkbook: definedName('__proto__!$A$1:$B$2') })],
    ['the same, spelt with references', smallWorkbook({ ...HONEST, inWorkbook: definedName('&#95;_proto__!$A$1') })],
    ['another one', smallWorkbook({ ...HONEST, inWorkbook: definedName('constructor!$A$1') })],
    ['a sheet by such a name', smallWorkbook({ ...HONEST, parts: { 'xl/workbook.xml': workbookXml('__proto__') } })],
    [
      'a merge over all cells',
      smallWorkbook({ ...HONEST, below: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }),
    ],
    [
      'validations of all cells',
      smallWorkbook({
        ...HONEST,
        below: `<dataValidations>${'<dataValidation sqref="A1:XFD1048576"/>'.repeat(1_000)}</dataValidations>`,
      }),
    ],
    [
      'columns from the first to the last',
      withPart(
        SHEET,
        sheetXml(`<cols>${'<col min="1" max="16384" width="9"/>'.repeat(1_000)}</cols><sheetData>${X}</sheetData>`),
      ),
    ],
    [
      'links to other workbooks',
      smallWorkbook({
        ...HONEST,
        inWorkbook: '<externalReferences><externalReference r:id="rId9"/></externalReferences>',
      }),
    ],
    ['a number format of brackets', smallWorkbook({ ...HONEST, styles: stylesXml('['.repeat(200_000)) })],
    ['a theme with entities', withPart('xl/theme/theme1.xml', '<!DOCTYPE x [<!ENTITY a "aa">]><x/>')],
    [
      'formatted cells without content by the hundred thousand',
      smallWorkbook({ rows: `${X}<row r="2">${'<c s="0"/>'.repeat(16_384)}</row>` }),
    ],
  ])('are read without ever expanding %s', async (_, bytes) => {
    const { read, usage } = await readGuarded(bytes);
    expect(read).toMatchObject({ sheets: [{ rows: [{ number: 1, cells: [{ raw: 'x' }] }] }] });
    expect('sheets' in read && read.sheets[0]?.rows).toHaveLength(1);
    expect(usage.peakMebibytes).toBeLessThan(MOST_MEBIBYTES);
  });

  it.each<[string, Partial<WorkbookLimits>, string]>([
    ['LIMIT_ROWS', { rows: 2 }, '<row r="1"><c><v>1</v></c></row><row r="2"/><row r="3"><c><v>1</v></c></row>'],
    ['LIMIT_CELLS', { cells: 2 }, '<row r="1"><c><v>1</v></c><c/><c><v>1</v></c></row>'],
    ['LIMIT_COLS', { columns: 2 }, '<row r="1"><c><v>1</v></c></row><row r="2"><c/><c><v>1</v></c></row>'],
  ])('counts what is filled: one more than %s is refused', async (code, limits, rows) => {
    const more = rows + '<row r="9"><c><v>1</v></c><c r="D9"><v>1</v></c></row>';
    const limit = { ...DEFAULT_WORKBOOK_LIMITS, ...limits };
    expect(codeOf((await readInProcess(smallWorkbook({ rows }), { limits: limit })) as Workbook)).toBeUndefined();
    expect(codeOf((await readInProcess(smallWorkbook({ rows: more }), { limits: limit })) as Workbook)).toBe(code);
  });

  it.each([
    ['PARSER_TIMEOUT', { wallMs: 1 }],
    ['PARSER_TIMEOUT', { silentMs: 1 }],
    ['PARSER_MEMORY', { residentMebibytes: 1 }],
    ['PARSER_MEMORY', { heapMebibytes: 5 }],
  ])('are stopped when they pass a limit: %s by %o', async (code, child) => {
    expect(await readWorkbook(smallWorkbook(HONEST), { child })).toMatchObject({ problem: { code } });
  });

  it('notes a macro part and leaves it closed', async () => {
    const { read } = await readGuarded(withPart('xl/vbaProject.bin', 'not even a macro'));
    expect(read).toMatchObject({ macros: true, sheets: [{ name: '一覧' }] });
  });

  it('say why in every language', async () => {
    const read = await readInProcess(changed(SHEET, (part) => ({ ...part, declaredChecksum: 1 })));
    if (!('problem' in read)) throw new Error('was read');
    const issue = issueOfProblem(read.problem);
    expect(issueMessage(issue, 'EN')).toBe(
      'The file is damaged (xl/worksheets/sheet1.xml). Copy it from its source again, or open it in Excel and save it again.',
    );
    expect(issueMessage(issue, 'JA')).toContain('壊れています');
    expect(issueMessage(issue, 'ZH')).toContain('损坏');
  });
});

function definedName(range: string): string {
  return `<definedNames><definedName name="polluted">${range}</definedName></definedNames>`;
}

function workbookXml(name: string): string {
  return `<workbook xmlns="${MAIN}" xmlns:r="urn:r"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** Numbers without a pattern, so that no ratio gives them away. */
function digits(index: number): number {
  return Math.imul(index + 1, 2_654_435_761) >>> 22;
}

function manyRows(rows: number, columns: number): string {
  const row = (number: number): string =>
    Array.from({ length: columns }, (_, index) => `<c><v>${digits(number * columns + index)}</v></c>`).join('');
  return Array.from({ length: rows }, (_, index) => `<row r="${index + 1}">${row(index)}</row>`).join('');
}

function manyMerges(count: number): string {
  return Array.from({ length: count }, (_, index) => `<mergeCell ref="A1:XFD${1 + digits(index)}"/>`).join('');
}

function manyStrings(count: number): string {
  return Array.from({ length: count }, (_, index) => `<si><t>${digits(index)}</t></si>`).join('');
}
