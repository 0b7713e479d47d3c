import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** Where the texts of a list stand: in the table of shared strings, as Excel writes them, or in the cells. */
export type Strings = 'SHARED' | 'INLINE';

const HEADERS = [
  ...['商品番号', 'サービス名', 'マシンタイプ', 'モデル', '製品番号', 'サービスレベル', 'サービス時間', '期間(月)'],
  ...['区分', '価格(税抜)', '価格(税込)', '発売日', '販売終了日', '対象地域', '備考'],
];
const PART_BYTES = 64 * 1024;

/** Writes a catalogue list of `rows` rows and 15 columns, in Excel's order of parts, without holding it in memory. */
export async function writeList(path: string, rows: number, strings: Strings): Promise<void> {
  const zip = new ZipWriter(path);
  const shared = strings === 'SHARED' ? new Map<string, number>() : undefined;
  await zip.add('[Content_Types].xml', [`${XML}<Types xmlns="${PACKAGE}/content-types"/>`]);
  await zip.add('_rels/.rels', [relationships([['officeDocument', 'xl/workbook.xml']])]);
  await zip.add('xl/workbook.xml', [
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  const parts: [string, string][] = [
    ['worksheet', 'worksheets/sheet1.xml'],
    ['styles', 'styles.xml'],
  ];
  if (shared) parts.push(['sharedStrings', 'sharedStrings.xml']);
  await zip.add('xl/_rels/workbook.xml.rels', [relationships(parts)]);
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(rows, shared));
  await zip.add('xl/styles.xml', [
    `${XML}<styleSheet xmlns="${MAIN}"><fonts><font/></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  ]);
  if (shared) await zip.add('xl/sharedStrings.xml', sharedStringsXml(shared));
  await zip.end();
}

/** A zip archive of parts whose texts are made as they are packed. */
export async function zipWith(parts: Readonly<Record<string, Iterable<string>>>): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'keizoku-bench-'));
  try {
    const path = join(folder, 'file.zip');
    const zip = new ZipWriter(path);
    for (const [name, texts] of Object.entries(parts)) await zip.add(name, texts);
    await zip.end();
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relationships(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

type Value = string | number | { readonly amount: number } | { readonly serial: number };

function* sheetXml(rows: number, shared: Map<string, number> | undefined): Generator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  yield rowXml(1, HEADERS, shared);
  for (let number = 2; number <= rows + 1; number += 1) yield rowXml(number, listRow(number), shared);
  yield '</sheetData></worksheet>';
}

function rowXml(number: number, values: readonly Value[], shared: Map<string, number> | undefined): string {
  const cells = values.map((value, index) => cellXml(`${String.fromCharCode(65 + index)}${number}`, value, shared));
  return `<row r="${number}" spans="1:15">${cells.join('')}</row>`;
}

function cellXml(reference: string, value: Value, shared: Map<string, number> | undefined): string {
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === 'object') {
    return 'amount' in value
      ? `<c r="${reference}" s="1"><v>${value.amount}</v></c>`
      : `<c r="${reference}" s="2"><v>${value.serial}</v></c>`;
  }
  if (shared === undefined) return `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const index = shared.get(value) ?? shared.size;
  shared.set(value, index);
  return `<c r="${reference}" t="s"><v>${index}</v></c>`;
}

function* sharedStringsXml(shared: ReadonlyMap<string, number>): Generator<string> {
  yield `${XML}<sst xmlns="${MAIN}" uniqueCount="${shared.size}">`;
  for (const text of shared.keys()) yield `<si><t>${text}</t></si>`;
  yield '</sst>';
}

const LEVELS = ['翌営業日以降対応(9時間x週5日)', '24時間x週7日', '24時間x週7日 4時間対応', '24時間x週7日 2時間対応'];
const MONTHS = [12, 24, 36, 48, 60];

function listRow(number: number): Value[] {
  const months = MONTHS[number % 5] ?? 12;
  const level = LEVELS[number % 4] ?? '';
  const type = `7X${String(number % 90).padStart(2, '0')}`;
  const price = 1_000 * (1 + ((number * 37) % 900));
  return [
    `5WS7A${String(number).padStart(6, '0')}`,
    `ThinkSystem SR${600 + (number % 300)} ${months / 12}年 オンサイト保守 ${level} No.${number % 50_000}`,
    type,
    `CTO${number % 10}WW`,
    `${type}CTO${number % 10}WW`,
    level,
    number % 2 === 0 ? '9:00-17:00' : '24時間365日',
    months,
    '新規',
    { amount: price },
    { amount: Math.floor(price * 1.1) },
    { serial: 44_000 + (number % 1_000) },
    { serial: 47_000 + (number % 1_000) },
    number % 3 === 0 ? '全国' : '東京都・神奈川県・千葉県・埼玉県',
    number % 7 === 0 ? `個別の注意事項 ${number % 1_000} 番を参照` : '標準の条件による',
  ];
}

/** The smallest writer of zip archives that keeps nothing in memory: sizes follow each part's bytes. */
class ZipWriter {
  private readonly out;
  private readonly directory: Buffer[] = [];
  private offset = 0;

  constructor(path: string) {
    this.out = createWriteStream(path);
  }

  async add(name: string, texts: Iterable<string>): Promise<void> {
    const start = this.offset;
    await this.write(
      Buffer.concat([Buffer.from('PK\x03\x04\x14\x00\x08\x08\x08\x00'), Buffer.alloc(16), nameOf(name)]),
    );
    const sizes = await this.deflate(texts);
    const tail = Buffer.alloc(12);
    tail.writeUInt32LE(sizes.crc, 0);
    tail.writeUInt32LE(sizes.packed, 4);
    tail.writeUInt32LE(sizes.whole, 8);
    await this.write(Buffer.concat([Buffer.from('PK\x07\x08'), tail]));
    const place = Buffer.alloc(12);
    place.writeUInt32LE(start, 8);
    this.directory.push(
      Buffer.from('PK\x01\x02\x14\x00\x14\x00\x08\x08\x08\x00\x00\x00\x00\x00', 'latin1'),
      ...[tail, nameOf(name).subarray(0, 4), Buffer.alloc(2), place, Buffer.from(name)],
    );
  }

  async end(): Promise<void> {
    const central = Buffer.concat(this.directory);
    const end = Buffer.alloc(18);
    const count = this.directory.length / 6;
    end.writeUInt16LE(count, 4);
    end.writeUInt16LE(count, 6);
    end.writeUInt32LE(central.length, 8);
    end.writeUInt32LE(this.offset, 12);
    await this.write(Buffer.concat([central, Buffer.from('PK\x05\x06'), end]));
    this.out.end();
    await finished(this.out);
  }

  private async deflate(texts: Iterable<string>): Promise<{ crc: number; packed: number; whole: number }> {
    const deflate = createDeflateRaw();
    const sizes = { crc: 0, packed: 0, whole: 0 };
    const written = (async () => {
      for await (const chunk of deflate) {
        sizes.packed += (chunk as Buffer).length;
        await this.write(chunk as Buffer);
      }
    })();
    for (const bytes of inParts(texts)) {
      sizes.crc = crc32(bytes, sizes.crc);
      sizes.whole += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    }
    deflate.end();
    await written;
    return sizes;
  }

  private async write(bytes: Buffer): Promise<void> {
    this.offset += bytes.length;
    if (!this.out.write(bytes)) await once(this.out, 'drain');
  }
}

function nameOf(name: string): Buffer {
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(Buffer.byteLength(name), 0);
  return Buffer.concat([lengths, Buffer.from(name)]);
}

function* inParts(texts: Iterable<string>): Generator<Buffer> {
  let part = '';
  for (const text of texts) {
    part += text;
    if (part.length < PART_BYTES) continue;
    yield Buffer.from(part);
    part = '';
  }
  yield Buffer.from(part);
}
