import { describe, expect, it } from '@jest/globals';
import { readInProcess } from './testing/read-in-process.ts';
import {
  MAIN,
  relationshipsXml,
  type SmallWorkbook,
  smallWorkbook,
  partsOf,
  STRICT,
  stylesXml,
} from './testing/workbook-parts.ts';
import { zipOf } from './testing/zip-of.ts';
import type { Cell, CellValue, Workbook } from './workbook.ts';

async function read(bytes: Buffer): Promise<Workbook> {
  const workbook = await readInProcess(bytes, { reader: 'STREAMING' });
  if ('problem' in workbook) throw new Error(`${workbook.problem.code} ${JSON.stringify(workbook.problem.facts)}`);
  return workbook;
}

async function codeOf(workbook: SmallWorkbook): Promise<string | undefined> {
  const answer = await readInProcess(smallWorkbook(workbook), { reader: 'STREAMING' });
  return 'problem' in answer ? answer.problem.code : undefined;
}

async function firstRow(workbook: SmallWorkbook): Promise<readonly Cell[]> {
  return (await read(smallWorkbook(workbook))).sheets[0]?.rows[0]?.cells ?? [];
}

async function values(cells: string, workbook: SmallWorkbook = {}): Promise<CellValue[]> {
  return (await firstRow({ ...workbook, rows: `<row r="1">${cells}</row>` })).map(({ value }) => value);
}

function text(said: string): CellValue {
  return { kind: 'text', text: said };
}

describe('the streaming reader', () => {
  it.each<[string, string, SmallWorkbook, CellValue[]]>([
    [
      'leaves furigana out of a shared string',
      '<c r="A1" t="s"><v>0</v></c>',
      { strings: '<si><t>保守</t><rPh sb="0" eb="2"><t>ホシュ</t></rPh><phoneticPr fontId="1"/></si>' },
      [text('保守')],
    ],
    [
      'leaves furigana out of an inline string, and loses nothing behind it',
      '<c r="A1" t="inlineStr"><is><r><t>保守</t></r><rPh sb="0" eb="2"><t>ホシュ</t></rPh></is></c><c r="B1"><v>1</v></c>',
      {},
      [text('保守'), { kind: 'number', number: 1 }],
    ],
    [
      'joins rich text',
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>SR650</t></r><r><rPr><b/></rPr><t xml:space="preserve"> V3</t></r></is></c>',
      { strings: '<si><r><t>SR650</t></r><r><rPr><sz val="9"/></rPr><t xml:space="preserve"> V2</t></r></si>' },
      [text('SR650 V2'), text('SR650 V3')],
    ],
    [
      'keeps the blanks that a text begins and ends with',
      '<c r="A1" t="s"><v>0</v></c>',
      { strings: '<si><t xml:space="preserve"> 7X06 </t></si>' },
      [text(' 7X06 ')],
    ],
    [
      'undoes escapes once',
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c><c r="C1" t="str"><v>_x005F_x000D_</v></c><c r="D1" t="str"><v>&amp;lt;b&amp;gt;</v></c>',
      { strings: '<si><t>1行目_x000D_\n2行目</t></si>' },
      [text('1行目\r\n2行目'), text('a\r\nb'), text('_x000D_'), text('&lt;b&gt;')],
    ],
    [
      'reads what stands in CDATA, in references and around comments',
      '<c r="A1" t="str"><v><![CDATA[7X06 & more]]></v></c><c r="B1" t="str"><v>&#x4FDD;&#23432;</v></c><c r="C1"><v>1<!-- x -->2</v></c>',
      {},
      [text('7X06 & more'), text('保守'), { kind: 'number', number: 12 }],
    ],
    [
      'takes a formula by its saved result, also when that is 0, false or empty',
      '<c r="A1"><f>B1</f><v>0</v></c><c r="B1" t="b"><f>C1</f><v>0</v></c><c r="C1" t="str"><f>D1</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1"><f>F1</f></c><c r="F1" t="str"><f t="shared" si="0"/><v>済</v></c>',
      {},
      [
        { kind: 'number', number: 0 },
        { kind: 'boolean', boolean: false },
        { kind: 'error', code: '#DIV/0!' },
        { kind: 'uncomputed' },
        text('済'),
      ],
    ],
    [
      'reads truth in digits and in words',
      '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="b"><v>true</v></c><c r="D1" t="b"><v>false</v></c>',
      {},
      [true, false, true, false].map((boolean): CellValue => ({ kind: 'boolean', boolean })),
    ],
    [
      'reads days that are written out',
      '<c r="A1" t="d"><v>2021-09-28</v></c><c r="B1" t="d"><v>2021-09-28T23:59:59.999Z</v></c><c r="C1" t="d"><v>T10:00:00</v></c>',
      {},
      [{ kind: 'date', date: '2021-09-28' as never }, { kind: 'date', date: '2021-09-28' as never }, text('T10:00:00')],
    ],
    [
      'names a number that is none instead of guessing',
      '<c r="A1"><v>#N/A</v></c><c r="B1"><v>1e999</v></c><c r="C1"><v> 42 </v></c>',
      {},
      [
        { kind: 'error', code: '#N/A' },
        { kind: 'error', code: '1e999' },
        { kind: 'number', number: 42 },
      ],
    ],
    ['leaves empty cells out', '<c r="A1" s="0"/><c r="B1"><v></v></c><c r="C1" t="s"><v/></c>', {}, []],
    [
      'counts cells without a reference from the one before',
      '<c><v>1</v></c><c r="C1"><v>3</v></c><c t="str"><v>D</v></c>',
      {},
      [{ kind: 'number', number: 1 }, { kind: 'number', number: 3 }, text('D')],
    ],
  ])('%s', async (_, cells, workbook, expected) => {
    expect(await values(cells, workbook)).toEqual(expected);
  });

  it.each<[string | number, number, CellValue]>([
    ...([27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58] as const).map(
      (id): [number, number, CellValue] => [id, 44_467, { kind: 'date', date: '2021-09-28' as never }],
    ),
    [32, 0.5, { kind: 'number', number: 0.5, numberFormat: 'h"時"mm"分"' }],
    [14, 44_467, { kind: 'date', date: '2021-09-28' as never }],
    [22, 44_467.99, { kind: 'date', date: '2021-09-28' as never }],
    [14, 44_467.999_999_999_99, { kind: 'date', date: '2021-09-29' as never }],
    [14, 59, { kind: 'date', date: '1900-02-28' as never }],
    [14, 60, { kind: 'number', number: 60, numberFormat: 'mm-dd-yy' }],
    [14, 61, { kind: 'date', date: '1900-03-01' as never }],
    [14, 2_958_466, { kind: 'number', number: 2_958_466, numberFormat: 'mm-dd-yy' }],
    [14, -1, { kind: 'number', number: -1, numberFormat: 'mm-dd-yy' }],
    ['yyyy"年"m"月"d"日"', 44_467, { kind: 'date', date: '2021-09-28' as never }],
    ['[$-411]ge.m.d;@', 44_467, { kind: 'date', date: '2021-09-28' as never }],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 44_467, { kind: 'date', date: '2021-09-28' as never }],
    ['[=0]"";yyyy/m/d', 44_467, { kind: 'date', date: '2021-09-28' as never }],
    ['0\\ \\m\\o\\s', 36, { kind: 'number', number: 36, numberFormat: '0 mos' }],
    ['\\d0', 36, { kind: 'number', number: 36, numberFormat: 'd0' }],
    ['G/標準', 36, { kind: 'number', number: 36, numberFormat: 'G/標準' }],
    ['General', 36, { kind: 'number', number: 36, numberFormat: 'General' }],
    ['0000000', 6_1234, { kind: 'number', number: 61_234, numberFormat: '0000000' }],
    [
      '#,##0"円";[Red]\\-#,##0"円"',
      62_000,
      { kind: 'number', number: 62_000, numberFormat: '#,##0"円";[Red]-#,##0"円"' },
    ],
  ])('under the number format %s reads %d', async (format, number, expected) => {
    const rows = `<row r="1"><c r="A1" s="1"><v>${number}</v></c></row>`;
    const [cell] = await firstRow({ rows, styles: stylesXml(format) });
    expect(cell?.value).toEqual(expected);
  });

  it('counts from 1904 where the file says so', async () => {
    const styles = stylesXml(14);
    const inWorkbook = '<workbookPr date1904="1"/>';
    const rows = '<row r="1"><c r="A1" s="1"><v>43005</v></c><c r="B1" s="1"><v>0</v></c></row>';
    const workbook = await read(smallWorkbook({ rows, styles, inWorkbook }));
    expect(workbook.date1904).toBe(true);
    expect(workbook.sheets[0]?.rows[0]?.cells.map(({ raw }) => raw)).toEqual(['2021-09-28', '1904-01-01']);
  });

  it('tells text that is struck through, by its cell or in a part of it', async () => {
    const strings =
      '<si><r><t>a</t></r><r><rPr><strike/></rPr><t>b</t></r></si><si><r><rPr><strike val="0"/></rPr><t>c</t></r></si>';
    const styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="1"><v>1</v></c></row>';
    const cells = await firstRow({ rows, strings, styles });
    expect(cells.map(({ struckThrough }) => struckThrough)).toEqual([true, undefined, true]);
  });

  it('tells hidden rows, also those that a filter hides, and merged ranges', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="5" hidden="true"><c r="A5"><v>5</v></c></row>';
    const below = '<autoFilter ref="A1:A5"/><mergeCells count="1"><mergeCell ref="B2:D3"/></mergeCells>';
    const [sheet] = (await read(smallWorkbook({ rows, below }))).sheets;
    expect(sheet?.rows.map(({ number, hidden }) => [number, hidden])).toEqual([
      [1, false],
      [2, true],
      [5, true],
    ]);
    expect(sheet?.merges).toEqual([{ top: 2, left: 2, bottom: 3, right: 4 }]);
  });

  it('counts rows without a number from the one before', async () => {
    const rows = '<row><c><v>1</v></c></row><row r="4"><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>';
    const [sheet] = (await read(smallWorkbook({ rows }))).sheets;
    expect(sheet?.rows.map(({ number, cells }) => [number, cells[0]?.column])).toEqual([
      [1, 1],
      [4, 1],
      [5, 2],
    ]);
  });

  it('reads sheets in the order of the tabs by their relationships, whatever their parts are called', async () => {
    const sheet = (said: string): string =>
      `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>${said}</v></c></row></sheetData></worksheet>`;
    const workbook = await read(
      zipOf([
        { name: '/custom/Styles.XML', content: `<styleSheet xmlns="${MAIN}"/>` },
        { name: 'xl\\データ\\Sheet one.xml', content: sheet('first') },
        { name: 'custom/second.bin', content: sheet('second') },
        { name: 'custom/chart.xml', content: '<chartsheet/>' },
        {
          name: 'custom/book.xml',
          content: `<workbook xmlns="${MAIN}" xmlns:x="http://purl.oclc.org/ooxml/officeDocument/relationships"><sheets><sheet name="&#x4E00;" x:id="b"/><sheet name="グラフ" x:id="c"/><sheet name="二" state="veryHidden" x:id="a"/></sheets></workbook>`,
        },
        {
          name: 'custom/_rels/book.xml.rels',
          content: relationshipsXml({
            a: ['worksheet', './second.bin'],
            b: ['worksheet', '/xl/%E3%83%87%E3%83%BC%E3%82%BF/Sheet%20one.xml'],
            c: ['chartsheet', 'chart.xml'],
            d: ['styles', '../custom/styles.xml'],
          }),
        },
        { name: '_rels/.rels', content: relationshipsXml({ r: ['officeDocument', '/custom/book.xml'] }) },
      ]),
    );
    expect(workbook.sheets.map(({ name, hidden, rows }) => [name, hidden, rows[0]?.cells[0]?.raw])).toEqual([
      ['一', false, 'first'],
      ['二', true, 'second'],
    ]);
  });

  it.each<[string, (xml: string) => string | Buffer]>([
    ['with a prefix', (xml) => xml.replace(/<(\/?)(?=\w)/g, '<$1x:').replace('xmlns=', 'xmlns:x=')],
    ['of the strict kind', (xml) => xml.replaceAll(MAIN, STRICT)],
    [
      'with inner elements that declare their own prefix',
      (xml) =>
        xml
          .replace(/<(\/?)(?=\w)/g, '<$1x:')
          .replace('xmlns=', 'xmlns:x=')
          .replaceAll('<x:row', `<y:row xmlns:y="${MAIN}"`)
          .replaceAll('</x:row>', '</y:row>'),
    ],
    ['in UTF-16, little end first', (xml) => Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ['in UTF-16, big end first', (xml) => Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16()],
    ['in UTF-16 without a mark', (xml) => Buffer.from(xml.replace('UTF-8', 'UTF-16'), 'utf16le')],
    [
      'in Shift_JIS',
      (xml) =>
        Buffer.concat(
          xml
            .replace('UTF-8', 'Shift_JIS')
            .split('保守')
            .flatMap((piece, index) => [
              ...(index > 0 ? [Buffer.from([0x95, 0xdb, 0x8e, 0xe7])] : []),
              Buffer.from(piece),
            ]),
        ),
    ],
    ['with a byte order mark', (xml) => `\uFEFF${xml}`],
    ['with every element on its own line', (xml) => xml.replaceAll(/></g, '>\n  <')],
    ['with a comment and an instruction in front', (xml) => xml.replace('?>', '?><?mso x?><!-- <row r="9"> -->')],
    [
      'with an unknown extension',
      (xml) =>
        xml.replace(
          '<sheetData>',
          '<mc:x xmlns:mc="urn:mc"><sheetData><row r="1"><c><v>9</v></c></row></sheetData></mc:x><sheetData>',
        ),
    ],
  ])('reads parts %s', async (_, change) => {
    const sheet = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>保守</t></is></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>`;
    const strings = `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="${MAIN}"><si><t>保守</t></si></sst>`;
    const cells = await firstRow({
      strings: '',
      parts: { 'xl/worksheets/sheet1.xml': change(sheet), 'xl/sharedStrings.xml': change(strings) },
    });
    expect(cells.map(({ raw }) => raw)).toEqual(['保守', '保守']);
  });

  it('reads characters that lie over the borders of chunks', async () => {
    const rows = Array.from(
      { length: 4_000 },
      (_, index) =>
        `<row r="${index + 1}"><c r="A${index + 1}" t="str"><v>${'保守𠮷é'.repeat(1 + (index % 7))}</v></c></row>`,
    );
    const [sheet] = (await read(smallWorkbook({ rows: rows.join('') }))).sheets;
    const broken = sheet?.rows.filter(({ cells }, index) => cells[0]?.raw !== '保守𠮷é'.repeat(1 + (index % 7)));
    expect([sheet?.rows.length, broken]).toEqual([4_000, []]);
  });

  it('reads styles and strings that stand behind the sheet in the archive, and sizes of 64 bits', async () => {
    const parts = partsOf({
      rows: '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" s="1"><v>44467</v></c></row>',
      strings: '<si><t>x</t></si>',
      styles: stylesXml(31),
    });
    const workbook = await read(zipOf(parts.toReversed().map((part) => ({ ...part, zip64: true }))));
    expect(workbook.sheets[0]?.rows[0]?.cells.map(({ raw }) => raw)).toEqual(['x', '2021-09-28']);
  });

  it('reads parts that are not compressed', async () => {
    const parts = partsOf({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>' });
    const workbook = await read(zipOf(parts.map((part) => ({ ...part, method: 0 }))));
    expect(workbook.sheets[0]?.rows).toHaveLength(1);
  });

  it.each<[string, SmallWorkbook]>([
    ['SST_INDEX', { rows: '<row r="1"><c r="A1" t="s"><v>1</v></c></row>', strings: '<si><t>x</t></si>' }],
    ['SST_INDEX', { rows: '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', strings: '<si><t>x</t></si>' }],
    ['REF_INVALID', { rows: '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1"><c r="A2"><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1"><c r="XFE1"><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1"><c r="1"><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1048577"><c><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '<row r="1.5"><c><v>1</v></c></row>' }],
    ['REF_INVALID', { rows: '', below: '<mergeCells><mergeCell ref="A:B"/></mergeCells>' }],
    ['XML_MALFORMED', { rows: '<row r="1"><c r="A1" t="x"><v>1</v></c></row>' }],
    ['XML_MALFORMED', { parts: { 'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"/>` } }],
    [
      'XML_MALFORMED',
      { parts: { 'xl/worksheets/sheet1.xml': '<worksheet xmlns="urn:other"><sheetData/></worksheet>' } },
    ],
    ['XML_MALFORMED', { parts: { 'xl/worksheets/sheet1.xml': `<chartsheet xmlns="${MAIN}"/>` } }],
    [
      'XML_MALFORMED',
      { parts: { 'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet xmlns="${MAIN}">\xff</worksheet>`, 'latin1') } },
    ],
    ['XML_MALFORMED', { rows: '<row r="1"><c r="A1" t="str"><v>&undefined;</v></c></row>' }],
    ['XML_MALFORMED', { rows: '<row r="1"><c r="A1" t="str"><v>\u0001</v></c></row>' }],
    ['PART_MISSING', { strings: '', parts: { 'xl/sharedStrings.xml': undefined } }],
    ['PART_MISSING', { styles: '', parts: { 'xl/styles.xml': undefined } }],
  ])('refuses what cannot be meant: %s (%#)', async (code, workbook) => {
    expect(await codeOf(workbook)).toBe(code);
  });
});
