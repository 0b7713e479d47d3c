import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { readInProcess } from './testing/read-in-process.ts';
import { partsOf, type SmallWorkbook, smallWorkbook, stylesXml } from './testing/workbook-parts.ts';
import { zipOf } from './testing/zip-of.ts';

const SEED = new URL('../../../../seed/', import.meta.url);
const LISTS = readdirSync(SEED).filter((name) => name.endsWith('.xlsx'));

/** What a reader reads, or the code of its refusal. */
async function readBy(reader: 'STREAMING' | undefined, bytes: Buffer): Promise<object> {
  const read = await readInProcess(bytes, { reader });
  return 'problem' in read ? { code: read.problem.code } : read;
}

async function written(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('一覧'), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const WRITTEN: Record<string, (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void> = {
  'every kind of value': (sheet) => {
    sheet.addRow(['保守', 62_000, 0.1 + 0.2, true, false, new Date(Date.UTC(2021, 8, 28)), { error: '#N/A' }, ' a ']);
  },
  'formulas with their results': (sheet) => {
    sheet.addRow([
      { formula: 'A2', result: 0 },
      { formula: 'A3', result: 'x' },
      { formula: 'A4', result: new Date(Date.UTC(2021, 8, 28)) },
    ]);
  },
  'rich text, struck through': (sheet) => {
    sheet.getCell('A1').value = { richText: [{ text: 'SR650' }, { text: ' V2', font: { strike: true } }] };
    sheet.getCell('B1').value = 'withdrawn';
    sheet.getCell('B1').font = { strike: true };
  },
  'number formats': (sheet) => {
    const formats = [
      'yyyy/m/d',
      'yyyy"年"m"月"d"日"',
      '[$-411]ge.m.d',
      '#,##0',
      '0000000',
      '0%',
      'h:mm',
      'yyyy/m',
      'General',
    ];
    sheet.addRow(formats.map(() => 44_467.354_166_666_7));
    formats.forEach((format, index) => (sheet.getCell(1, index + 1).numFmt = format));
  },
  'hidden rows and sheets, merges and gaps': (sheet, workbook) => {
    sheet.getCell('C3').value = 1;
    sheet.getCell('XFD9').value = 2;
    sheet.getRow(3).hidden = true;
    sheet.mergeCells('A1:B2');
    sheet.getCell('A1').value = 'merged';
    workbook.addWorksheet('作業用', { state: 'veryHidden' }).getCell('A1').value = 'x';
    workbook.addWorksheet('空');
  },
  'days of 1904': (sheet, workbook) => {
    workbook.properties.date1904 = true;
    sheet.getCell('A1').value = new Date(Date.UTC(2021, 8, 28));
  },
  'links, notes, validations, filters and conditions': (sheet) => {
    sheet.getCell('A1').value = { text: 'here', hyperlink: 'https://example.org' };
    sheet.getCell('B1').value = 'noted';
    sheet.getCell('B1').note = 'a note';
    sheet.getCell('C1').dataValidation = { type: 'list', formulae: ['"a,b"'] };
    sheet.autoFilter = 'A1:C1';
    sheet.addConditionalFormatting({
      ref: 'A1:C9',
      rules: [{ type: 'expression', priority: 1, formulae: ['TRUE'], style: {} }],
    });
  },
};

const CELL = '<row r="1"><c r="A1" t="str"><v>x</v></c></row>';

/** Ordinary at first sight, each with one thing that the library is known to take for something else. */
const MISREAD: Record<string, SmallWorkbook> = {
  'a day written out': { rows: '<row r="1"><c r="A1" t="d"><v>2021-09-28</v></c></row>' },
  'cells without a place': { rows: '<row r="1"><c><v>1</v></c></row>' },
  'rows without a place': { rows: '<row><c r="A1"><v>1</v></c></row>' },
  'furigana in a cell': {
    rows: '<row r="1"><c r="A1" t="inlineStr"><is><t>保守</t><rPh sb="0" eb="2"><t>ホシュ</t></rPh></is></c></row>',
  },
  'a built-in Japanese date format': {
    rows: '<row r="1"><c r="A1" s="1"><v>44467</v></c></row>',
    styles: stylesXml(31),
  },
  'escaped letters in a format': { rows: '<row r="1"><c r="A1" s="1"><v>36</v></c></row>', styles: stylesXml('\\d@') },
  'a first style that is not the plain one': {
    rows: '<row r="1"><c r="A1" s="0"><v>44467</v></c></row>',
    styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
  },
  'truth in words': { rows: '<row r="1"><c r="A1" t="b"><v>false</v></c></row>' },
  'an escape in a cell': { rows: '<row r="1"><c r="A1" t="str"><v>a_x000D_b</v></c></row>' },
  'a reference to a reference': { rows: '<row r="1"><c r="A1" t="str"><v>&amp;lt;</v></c></row>' },
  'a formula with empty text': { rows: '<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c></row>' },
  'a number that is none': { rows: '<row r="1"><c r="A1"><v>#N/A</v></c></row>' },
  'an element inside a text': { rows: CELL, strings: '<si><t>a<x/>b</t></si>' },
  CDATA: { rows: '<row r="1"><c r="A1" t="str"><v><![CDATA[x]]></v></c></row>' },
  'a name that every object has': {
    rows: CELL,
    inWorkbook: '<definedNames><definedName name="__proto__">一覧!$A$1</definedName></definedNames>',
  },
  'a comment, which may hold anything': { rows: CELL, below: '<!-- <c t="d" -->' },
  'more bytes than it reads in bounded memory': {
    rows: CELL,
    below: Array.from({ length: 300_000 }, (_, index) => `<!--${Math.imul(index, 2_654_435_761) >>> 8}-->`).join(''),
  },
};

describe('the two readers of workbooks', () => {
  it.each(LISTS)('read the same cells from %s, which is left to exceljs', async (name) => {
    const bytes = readFileSync(new URL(name, SEED));
    const byLibrary = await readBy(undefined, bytes);
    expect(byLibrary).toMatchObject({ reader: 'EXCELJS' });
    expect(byLibrary).toEqual({ ...(await readBy('STREAMING', bytes)), reader: 'EXCELJS' });
  });

  it.each(Object.entries(WRITTEN))('read the same cells: %s', async (_, fill) => {
    const bytes = await written(fill);
    const byLibrary = await readBy(undefined, bytes);
    expect(byLibrary).toMatchObject({ reader: 'EXCELJS' });
    expect(byLibrary).toEqual({ ...(await readBy('STREAMING', bytes)), reader: 'EXCELJS' });
  });

  it.each(Object.entries(MISREAD))('leave to the streaming reader: %s', async (_, workbook) => {
    expect(await readBy(undefined, smallWorkbook(workbook))).toMatchObject({ reader: 'STREAMING' });
  });

  it('leave an ordinary workbook to exceljs', async () => {
    expect(await readBy(undefined, smallWorkbook({ rows: CELL }))).toMatchObject({ reader: 'EXCELJS' });
  });

  it('give the library the inspected parts alone', async () => {
    const parts = { 'docProps/core.xml': '<a></b>', 'xl/drawings/drawing1.xml': '<!DOCTYPE x>', 'xl/media/a.png': 'x' };
    expect(await readBy(undefined, smallWorkbook({ rows: CELL, parts }))).toMatchObject({
      reader: 'EXCELJS',
      sheets: [{ rows: [{ number: 1 }] }],
    });
  });

  it('read the same, or refuse for the same reason, however a workbook is damaged', async () => {
    const whole = partsOf({
      rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44467</v></c><c r="C1" t="inlineStr"><is><r><rPr><strike/></rPr><t>保守</t></r></is></c></row><row r="2" hidden="1"><c r="A2" t="b"><f>A1</f><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c></row>',
      strings: '<si><t>機種</t></si>',
      styles: stylesXml('yyyy/m/d'),
      below: '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    });
    const damage = fc.record({
      part: fc.nat(whole.length - 1),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      taken: fc.nat(4),
      put: fc.constantFrom(...PIECES),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const bytes = zipOf(
          whole.map((part, index) => {
            const own = damages.filter((one) => one.part === index);
            return { ...part, content: own.reduce((text, one) => damaged(text, one), String(part.content)) };
          }),
        );
        const { reader: _, ...chosen } = (await readBy(undefined, bytes)) as { reader?: string };
        const { reader: __, ...streamed } = (await readBy('STREAMING', bytes)) as { reader?: string };
        expect(chosen).toEqual(streamed);
      }),
      { numRuns: 400 },
    );
  });
});

/** What an editor, a generator or an attacker may put where it does not belong. */
const PIECES = [
  ...['', '<', '>', '"', '=', '/', '&', ' ', '0', '-', 'x:', '<c>', '</c>', '<row>', '<v>', '<t>', '<is>', '<f/>'],
  ...['&#0;', '&lt;', '\u0001', '999999999', '<!--', ']]>', '<![CDATA[', 'xmlns="urn:x"', '1e309', 't="s"', '\uD800'],
];

function damaged(text: string, { place, taken, put }: { place: number; taken: number; put: string }): string {
  const at = Math.floor(place * text.length);
  return text.slice(0, at) + put + text.slice(at + taken);
}
