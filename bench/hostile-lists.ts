import { readWorkbook } from '#platform';

import { zipWith } from './list-file.ts';
import { endedChildrenSeconds } from './load/processor-time.ts';
import { decimals, printTable } from './report.ts';

const MEBIBYTE = 2 ** 20;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const SHEET = 'xl/worksheets/sheet1.xml';

type Parts = Readonly<Record<string, Iterable<string>>>;

const HONEST: Parts = {
  '[Content_Types].xml': ['<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
  '_rels/.rels': [related('officeDocument', 'xl/workbook.xml')],
  'xl/workbook.xml': [
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  'xl/_rels/workbook.xml.rels': [
    related('worksheet', 'worksheets/sheet1.xml').replace(
      '</Relationships>',
      `<Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
  ],
  'xl/sharedStrings.xml': [`<sst xmlns="${MAIN}"><si><t>x</t></si></sst>`],
  [SHEET]: [...sheet(['<row r="1"><c t="s"><v>0</v></c></row>'])],
};

function related(type: string, target: string): string {
  return `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
}

function* sheet(rows: Iterable<string>, below: Iterable<string> = []): Generator<string> {
  yield `<worksheet xmlns="${MAIN}"><sheetData>`;
  yield* rows;
  yield '</sheetData>';
  yield* below;
  yield '</worksheet>';
}

function* times(count: number, text: (index: number) => string): Generator<string> {
  for (let index = 0; index < count; index += 1) yield text(index);
}

/** Text that packs to a fifth of its size, so that no ratio gives it away. */
const noise = (index: number): string => ((index * 2_654_435_761) % 4_294_967_296).toString(36);

const nested = (depth: number): string => '<x>'.repeat(depth) + '</x>'.repeat(depth);
const csv = (texts: Iterable<string>): Buffer => Buffer.from(['商品番号,サービス名', ...texts].join('\n'));

/** Files that cost their reader as much as they can: each by another way. */
const HOSTILE: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  'zeros by the hundred megabytes': () =>
    zipWith({ ...HONEST, 'xl/media/a.bin': times(100, () => '\0'.repeat(MEBIBYTE)) }),
  '190 MiB of a sheet, within every limit': () =>
    zipWith({
      ...HONEST,
      [SHEET]: sheet(
        times(
          199_000,
          (row) => `<row><c t="inlineStr"><is><t>${noise(row)}${'保守サービス'.repeat(45)}</t></is></c></row>`,
        ),
      ),
    }),
  'three million cells': () =>
    zipWith({
      ...HONEST,
      [SHEET]: sheet(
        times(
          12_000,
          (row) =>
            `<row>${Array.from({ length: 250 }, (_, cell) => `<c><v>${row * 250 + cell}</v></c>`).join('')}</row>`,
        ),
      ),
    }),
  'ten million cells': () =>
    zipWith({
      ...HONEST,
      [SHEET]: sheet(
        times(
          40_000,
          (row) =>
            `<row>${Array.from({ length: 250 }, (_, cell) => `<c><v>${row * 250 + cell}</v></c>`).join('')}</row>`,
        ),
      ),
    }),
  'a million columns': () =>
    zipWith({
      ...HONEST,
      [SHEET]: sheet(['<row>', ...times(1_000_000, (cell) => `<c><v>${noise(cell)}</v></c>`), '</row>']),
    }),
  'a million texts': () =>
    zipWith({
      ...HONEST,
      'xl/sharedStrings.xml': [
        `<sst xmlns="${MAIN}">`,
        ...times(1_000_001, (text) => `<si><t>${noise(text)}</t></si>`),
        '</sst>',
      ],
    }),
  'texts of 60 million characters': () =>
    zipWith({
      ...HONEST,
      'xl/sharedStrings.xml': [
        `<sst xmlns="${MAIN}">`,
        ...times(
          2_000,
          (text) =>
            `<si><t>${Array.from({ length: 4_000 }, (_, at) => noise(text * 4_000 + at))
              .join('')
              .slice(0, 30_000)}</t></si>`,
        ),
        '</sst>',
      ],
    }),
  'merged ranges without number': () =>
    zipWith({
      ...HONEST,
      [SHEET]: sheet(
        [],
        ['<mergeCells>', ...times(2_000_000, (at) => `<mergeCell ref="A${at + 1}:B${at + 1}"/>`), '</mergeCells>'],
      ),
    }),
  'validations over whole columns': () =>
    zipWith({
      ...HONEST,
      [SHEET]: sheet(
        [],
        ['<dataValidations>', ...times(200_000, () => '<dataValidation sqref="A1:XFD1048576"/>'), '</dataValidations>'],
      ),
    }),
  'a billion laughs': () =>
    zipWith({
      ...HONEST,
      [SHEET]: ['<!DOCTYPE x [<!ENTITY a "ha">', ...times(20, (at) => `<!ENTITY b${at} "&a;&a;">`), ']>', ...sheet([])],
    }),
  'elements a million deep': () => zipWith({ ...HONEST, [SHEET]: sheet([nested(1_000_000)]) }),
  'an attribute of ten megabytes': () =>
    zipWith({ ...HONEST, [SHEET]: [`<worksheet xmlns="${MAIN}" x="`, ...times(2_000_000, noise), '"/>'] }),
  'a cell of ten megabytes, as text': () => csv([`5WS7A00001,${'あ'.repeat(3_500_000)}`]),
  'a quotation mark that stays open, as text': () => csv(['5WS7A00001,"', ...times(2_000_000, noise)]),
  'a million lines, as text': () => csv(times(1_000_000, noise)),
  'half a million separators, as text': () => csv([','.repeat(500_000)]),
};

/** Shows what each hostile file costs: processor time and memory of the child that reads it, and what is said of it. */
export async function showHostileLists(): Promise<void> {
  const rows: string[][] = [];
  for (const [name, make] of Object.entries(HOSTILE)) {
    const file = await make();
    let peak = 0;
    const before = endedChildrenSeconds();
    const since = performance.now();
    const read = await readWorkbook(file, { onUsage: ({ peakMebibytes }) => (peak = peakMebibytes) });
    const seconds = (performance.now() - since) / 1_000;
    const processor = endedChildrenSeconds() - before;
    const answer = 'problem' in read ? read.problem.code : 'read';
    rows.push([
      name,
      `${decimals(file.length / 1e6, 1)} MB`,
      answer,
      `${decimals(processor)} s`,
      `${decimals(seconds)} s`,
      `${Math.round(peak)} MiB`,
    ]);
  }
  const honest = await readWorkbook(await zipWith(HONEST));
  if ('problem' in honest || Object.keys(Object.prototype).length > 0)
    throw new Error('a good file is not read any more');
  console.log('\nhostile files (goal: 6 s of processor time and 256 MiB each)');
  printTable(['', 'file', 'answer', 'processor', 'time', 'memory'], rows);
}
