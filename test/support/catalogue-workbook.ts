import exceljs from 'exceljs';

/** A line of a catalogue list; what is left out is the same on every line. */
export interface ListedLine {
  readonly partNumber: string;
  readonly name?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly months?: number | string;
  readonly machineType?: string;
  readonly model?: string;
  readonly productName?: string;
  readonly price?: number | string;
  /** Without tax. A list has the column where one of its lines has it. */
  readonly wholesale?: number | string;
  readonly from?: string;
  readonly until?: string;
  readonly notes?: string;
}

const HEADERS = [
  ...['商品番号', 'サービス名', '区分', 'サービスレベル', '期間(月)', 'マシンタイプ', 'モデル', '製品名'],
  ...['価格(税抜)', '販売開始日', '販売終了日', '備考'],
];

/** A catalogue list as people make it: a title, a header, the lines. */
export async function catalogueWorkbook(
  lines: readonly ListedLine[],
  { title = '保守サービス一覧 2026年10月1日版', sheet = 'サービス' }: { title?: string; sheet?: string } = {},
): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const worksheet = workbook.addWorksheet(sheet);
  worksheet.addRow([title]);
  const withWholesale = lines.some(({ wholesale }) => wholesale !== undefined);
  worksheet.addRow([...HEADERS, ...(withWholesale ? ['仕切価格(税抜)'] : [])]);
  for (const line of lines) {
    worksheet.addRow([
      line.partNumber,
      line.name ?? `保守サービス ${line.partNumber}`,
      line.kind ?? '継続',
      line.level ?? '翌営業日以降対応(9時間x週5日)',
      line.months ?? 12,
      line.machineType ?? '7X06',
      line.model ?? '',
      line.productName ?? 'ThinkSystem SR650',
      line.price ?? 100_000,
      line.from ?? '2020/1/1',
      line.until ?? '',
      line.notes ?? '',
      line.wholesale ?? '',
    ]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The n-th part number of a made list. */
export function partNumber(n: number): string {
  return `5WS${String(n).padStart(7, '0')}`;
}
