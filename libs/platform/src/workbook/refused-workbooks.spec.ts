import { afterEach, describe, expect, it } from '@jest/globals';
import { crc32, deflateRawSync } from 'node:zlib';
import { inspectWorkbook } from './inspect-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { DEFAULT_WORKBOOK_LIMITS } from './workbook-limits.ts';

interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly declaredBytes?: number;
  readonly encrypted?: boolean;
}

/** A zip archive byte by byte, so that it can lie. */
function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredBytes, encrypted } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(encrypted ? 1 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declaredBytes ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const SHEET =
  '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData></worksheet>';
const RELATIONSHIPS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ' +
  'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';

function workbookXml(inside = ''): string {
  return (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    `<sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets>${inside}</workbook>`
  );
}

function workbookParts(changes: Readonly<Record<string, string>> = {}): ZipPart[] {
  const parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': workbookXml(),
    'xl/_rels/workbook.xml.rels': RELATIONSHIPS,
    'xl/worksheets/sheet1.xml': SHEET,
    ...changes,
  };
  return Object.entries(parts).map(([name, content]) => ({ name, content }));
}

async function codeOf(bytes: Buffer): Promise<string | undefined> {
  const read = await readWorkbook(bytes);
  return 'problem' in read ? read.problem.code : undefined;
}

const COMPOUND_FILE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_024)]);

describe('files that are refused', () => {
  afterEach(() => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.ownKeys(Object.prototype).filter((key) => /^A?\d+$/.test(String(key)))).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads the honest file that the hostile ones are made from', async () => {
    const read = await readWorkbook(zipOf(workbookParts()));
    expect(read).toMatchObject({ sheets: [{ name: '一覧', rows: [{ number: 1, cells: [{ raw: 'x' }] }] }] });
  });

  it.each<[string, Buffer]>([
    ['EMPTY_FILE', Buffer.alloc(0)],
    ['NOT_XLSX', Buffer.from('製品番号\t商品番号\n7X06\t5WS7A01234\n')],
    ['NOT_XLSX', Buffer.from('<html><table><tr><td>7X06</td></tr></table></html>')],
    ['XLS_LEGACY', COMPOUND_FILE],
    ['XLSX_ENCRYPTED', Buffer.concat([COMPOUND_FILE, Buffer.from('EncryptedPackage', 'utf16le')])],
    ['ZIP_CORRUPT', zipOf(workbookParts()).subarray(0, 700)],
    ['PART_MISSING', zipOf([])],
    ['PART_MISSING', zipOf(workbookParts().filter(({ name }) => name !== 'xl/workbook.xml'))],
    ['PART_MISSING', zipOf(workbookParts().filter(({ name }) => name !== 'xl/worksheets/sheet1.xml'))],
    ['ODS_UNSUPPORTED', zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }])],
    ['XLSB_UNSUPPORTED', zipOf([{ name: 'xl/workbook.bin', content: 'x' }])],
    ['NOT_XLSX', zipOf([{ name: 'word/document.xml', content: '<x/>' }])],
    ['PART_DUPLICATE', zipOf([...workbookParts(), { name: 'XL/Workbook.xml', content: workbookXml() }])],
    ['XLSX_ENCRYPTED', zipOf(workbookParts().map((part) => ({ ...part, encrypted: true })))],
    ['ZIP_CORRUPT', zipOf(workbookParts().map((part) => ({ ...part, declaredBytes: 3 })))],
    [
      'ZIP_LIMIT_RATIO',
      zipOf([...workbookParts(), { name: 'xl/media/a.bin', content: Buffer.alloc(4 * 1024 * 1024) }]),
    ],
    [
      'ZIP_LIMIT_RATIO',
      zipOf([...workbookParts(), { name: 'xl/vbaProject.bin', content: Buffer.alloc(4 * 1024 * 1024) }]),
    ],
    ['ZIP_LIMIT_PART', zipOf([{ name: 'xl/workbook.xml', content: 'x', declaredBytes: 0x7fffffff }])],
    ['ZIP_LIMIT_ENTRIES', zipOf(Array.from({ length: 2_001 }, (_, index) => ({ name: `p${index}`, content: '' })))],
    ['XML_DOCTYPE', zipOf(workbookParts({ 'xl/workbook.xml': `<!DOCTYPE x [<!ENTITY a "aa">]>${workbookXml()}` }))],
    ['XML_DOCTYPE', zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': `<!DOCTYPE x>${SHEET}` }))],
    ['XML_DOCTYPE', zipOf(workbookParts({ 'xl/sharedStrings.xml': `<!DOCTYPE x><sst/>` }))],
    ['XML_MALFORMED', zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': SHEET.replace('</row>', '') }))],
    ['XML_MALFORMED', zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': SHEET.replace('UTF-8', 'Shift_JIS') }))],
    ['REF_INVALID', zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': SHEET.replace('r="A1"', 'r="ZZZ1"') }))],
    [
      'REF_INVALID',
      zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': SHEET.replace('row r="1"', 'row r="9999999"') })),
    ],
    ['NAME_UNSAFE', poisoned('__proto__!$A$1:$B$2')],
    ['NAME_UNSAFE', poisoned('&#95;_proto__!$A$1')],
    ['NAME_UNSAFE', poisoned('constructor!$A$1')],
  ])('%s', async (code, bytes) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('refuses more bytes than an upload may have before looking at them', async () => {
    expect(await codeOf(Buffer.alloc(DEFAULT_WORKBOOK_LIMITS.fileBytes + 1))).toBe('ZIP_LIMIT_SIZE');
  });

  it.each<[string, Parameters<typeof inspectWorkbook>[1], string]>([
    ['LIMIT_ROWS', { ...DEFAULT_WORKBOOK_LIMITS, rows: 2 }, '<row r="1"/><row r="2"/><row r="3"/>'],
    ['LIMIT_CELLS', { ...DEFAULT_WORKBOOK_LIMITS, cells: 1 }, '<row r="1"><c r="A1"/><c r="B1"/></row>'],
    ['LIMIT_COLS', { ...DEFAULT_WORKBOOK_LIMITS, columns: 1 }, '<row r="1"><c r="A1"/><c r="B1"/></row>'],
    ['LIMIT_MERGES', { ...DEFAULT_WORKBOOK_LIMITS, merges: 1 }, '<mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/>'],
  ])('%s', async (code, limits, inside) => {
    const bytes = zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': `<worksheet>${inside}</worksheet>` }));
    expect(await inspectWorkbook(bytes, limits)).toMatchObject({ problem: { code } });
  });

  it('never expands what a defined name or a merged range spans', async () => {
    const everything = '<definedNames><definedName name="all">一覧!$A$1:$XFD$1048576</definedName></definedNames>';
    const merged = SHEET.replace(
      '</sheetData>',
      '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    );
    const bytes = zipOf(
      workbookParts({ 'xl/workbook.xml': workbookXml(everything), 'xl/worksheets/sheet1.xml': merged }),
    );
    expect(await readWorkbook(bytes, { child: { wallMs: 5_000 } })).toMatchObject({
      sheets: [{ rows: [{ number: 1 }] }],
    });
  });

  it.each([
    ['PARSER_TIMEOUT', { wallMs: 1 }],
    ['PARSER_MEMORY', { residentMebibytes: 1 }],
  ])('%s', async (code, child) => {
    expect(await readWorkbook(zipOf(workbookParts()), { child })).toMatchObject({ problem: { code } });
  });

  it('leaves furigana out of the text, and loses no cell behind it', async () => {
    const reading = '<rPh sb="0" eb="2"><t>ホシュ</t></rPh><phoneticPr fontId="1"/>';
    const cells = `<c r="A1" t="inlineStr"><is><t>保守</t>${reading}</is></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="d"><v>2021-09-28</v></c>`;
    const bytes = zipOf(
      workbookParts({
        'xl/worksheets/sheet1.xml': SHEET.replace(/<c .*<\/c>/, cells),
        'xl/sharedStrings.xml': `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>機種</t>${reading}</si></sst>`,
      }),
    );
    const raws = [{ raw: '保守' }, { raw: '機種' }, { raw: '2021-09-28' }];
    expect(await readWorkbook(bytes)).toMatchObject({ sheets: [{ rows: [{ cells: raws }] }] });
  });

  it('tells a formula whose result is empty text from one without a result', async () => {
    const cells = '<c r="A1" t="str"><f>IF(B1,"x","")</f><v></v></c><c r="B1"><f>1+1</f></c>';
    const bytes = zipOf(workbookParts({ 'xl/worksheets/sheet1.xml': SHEET.replace(/<c .*<\/c>/, cells) }));
    const read = await readWorkbook(bytes);
    expect('sheets' in read && read.sheets[0]?.rows[0]?.cells.map(({ column, value }) => [column, value.kind])).toEqual(
      [[2, 'uncomputed']],
    );
  });

  it.each([
    [
      'PART_MISSING',
      { 'xl/_rels/workbook.xml.rels': RELATIONSHIPS.replace('sheet1', 'data'), 'xl/worksheets/data.xml': SHEET },
    ],
    [
      'PARSER_CRASH',
      {
        'xl/workbook.xml': workbookXml()
          .replaceAll(/<(\/?)(?=\w)/g, '<$1x:')
          .replace('xmlns=', 'xmlns:x='),
      },
    ],
  ])('never answers an empty workbook where the library cannot read one: %s', async (code, changes) => {
    expect(await codeOf(zipOf(workbookParts(changes)))).toBe(code);
  });

  it('notes a macro part and leaves it closed', async () => {
    const bytes = zipOf([...workbookParts(), { name: 'xl/vbaProject.bin', content: 'not even a macro' }]);
    expect(await readWorkbook(bytes)).toMatchObject({ macros: true, sheets: [{ name: '一覧' }] });
  });
});

function poisoned(range: string): Buffer {
  const names = `<definedNames><definedName name="polluted">${range}</definedName></definedNames>`;
  return zipOf(workbookParts({ 'xl/workbook.xml': workbookXml(names) }));
}
