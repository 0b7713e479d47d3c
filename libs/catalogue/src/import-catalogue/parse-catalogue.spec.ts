import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { type ImportIssue, issueMessage, readWorkbook, type Sheet, type Workbook } from '#platform';
import { parseCatalogue } from './parse-catalogue.ts';
import type { ParsedCatalogue } from './parsed-catalogue.ts';

const SEED = new URL('../../../../seed/', import.meta.url);

const HEADER = [
  '製品番号',
  'マシンタイプ',
  '製品名',
  '商品番号',
  'サービス名',
  '区分',
  'サービスレベル',
  'プレミア',
  'HDDお渡し',
  '期間',
  '価格(税抜)',
  '価格(税込)',
  '販売開始日',
  '販売終了日',
  '保守廃止日',
  '備考',
];

interface RowTexts {
  readonly productNumber?: string | number;
  readonly machineType?: string | number;
  readonly productName?: string;
  readonly partNumber?: string | number;
  readonly name?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly premier?: string;
  readonly keepYourDrive?: string;
  readonly term?: string | number;
  readonly price?: string | number;
  readonly priceWithTax?: string | number;
  readonly from?: string | number;
  readonly until?: string | number;
  readonly endOfSupport?: string | number;
  readonly notes?: string;
}

const GOOD: Required<RowTexts> = {
  productNumber: '7X06',
  machineType: '7X06',
  productName: 'ThinkSystem SR650',
  partNumber: '5WS7A01234',
  name: '3年 翌営業日以降対応(9時間x週5日)',
  kind: '新規',
  level: '翌営業日以降対応(9時間x週5日)',
  premier: '',
  keepYourDrive: '',
  term: '3年',
  price: 62_000,
  priceWithTax: 68_200,
  from: '2021/9/28',
  until: '',
  endOfSupport: '2027/12/31',
  notes: '',
};

function aRow(changes: RowTexts = {}): readonly (string | number)[] {
  return Object.values({ ...GOOD, ...changes });
}

function sheetOf(lines: readonly (readonly (string | number)[])[], name = '一覧', hidden = false): Sheet {
  const rows = lines.map((values, index) => ({
    number: index + 1,
    hidden: false,
    cells: values.flatMap((value, column) => {
      if (value === '') return [];
      const content =
        typeof value === 'number' ? { kind: 'number' as const, number: value } : { kind: 'text' as const, text: value };
      return [{ column: column + 1, raw: String(value), value: content }];
    }),
  }));
  return { name, hidden, merges: [], rows: rows.filter(({ cells }) => cells.length > 0) };
}

function workbookOf(...sheets: readonly Sheet[]): Workbook {
  return { sheets, date1904: false, macros: false };
}

function parseRows(...rows: readonly (readonly (string | number)[])[]): ParsedCatalogue {
  return parseCatalogue(workbookOf(sheetOf([HEADER, ...rows])));
}

function said(issues: readonly ImportIssue[]): string[] {
  return issues.map(({ row, column, code }) => `${row ?? ''}${column ?? ''} ${code}`.trim());
}

describe('the sample list', () => {
  const parsed = readWorkbook(fileURLToPath(new URL('catalogue-2026-10.xlsx', SEED))).then((workbook) => {
    if ('problem' in workbook) throw new Error(workbook.problem.code);
    return parseCatalogue(workbook);
  });

  it('has 2,127 good rows of the first of October', async () => {
    const { counts, listDate, offerings } = await parsed;
    expect(counts).toEqual({ rowsRead: 2_135, goodRows: 2_127, badRows: 8, offerings: 2_127, machineTypes: 39 });
    expect(listDate).toBe('2026-10-01');
    expect(new Set(offerings.map(({ partNumber }) => partNumber)).size).toBe(2_127);
    expect(
      Map.groupBy(offerings, ({ kind }) => kind)
        .get('ADD_ON')
        ?.every(({ addOn }) => addOn === 'VALUE_SELECTION'),
    ).toBe(true);
    expect(offerings.filter(({ priceState }) => priceState === 'OPEN')).toHaveLength(17);
  });

  it('names every bad row by sheet, row, column and reason', async () => {
    const errors = (await parsed).issues.filter(({ severity }) => severity === 'ERROR');
    expect(new Set(errors.map(({ sheet }) => sheet))).toEqual(new Set(['ThinkSystem ラック・タワー']));
    expect(said(errors)).toEqual([
      '1199A PN_FORMAT',
      '1199B MT_FORMAT',
      '1200M DATE_FORMAT',
      '1201G ENUM_UNKNOWN',
      '1202K PRICE_NEGATIVE',
      '1202L PRICE_NEGATIVE',
      '1203D REQUIRED_MISSING',
      '1204J REQUIRED_MISSING',
      '1205D DUP_KEY_CONFLICT',
      '1205K PRICE_CONFLICT',
      '1206D DUP_KEY_CONFLICT',
      '1206K PRICE_CONFLICT',
    ]);
    expect(issueMessage(errors[2] as ImportIssue, 'EN')).toContain('row 1200, column M (販売開始日): "2024年2月30日"');
  });

  it('says nothing else but which sheets it did not read', async () => {
    const rest = (await parsed).issues.filter(({ severity }) => severity !== 'ERROR');
    expect(rest.map(({ sheet, code }) => [sheet, code])).toEqual([
      ['表紙', 'SHEET_SKIPPED'],
      ['作業用', 'SHEET_HIDDEN'],
    ]);
  });

  it('describes a machine type, and an offering of one model, as the list does', async () => {
    const { machineTypes, offerings } = await parsed;
    expect(machineTypes.find(({ code }) => code === '7X01')).toEqual({
      code: '7X01',
      productName: 'ThinkSystem SR630',
      announcedOn: '2017-09-28',
      endOfSupportOn: '2027-12-31',
    });
    expect(machineTypes.find(({ code }) => code === '7DGD')).not.toHaveProperty('endOfSupportOn');
    expect(offerings.find(({ partNumber }) => partNumber === '5WS9Z01394')).toMatchObject({
      appliesTo: [{ machineType: '4587', model: 'A31' }],
      termMonths: 48,
      onSaleFrom: '2017-01-10',
      listPriceMinor: 80_600,
      listPriceWithTaxMinor: 88_660,
    });
  });
});

describe('a row', () => {
  it('is read as a whole', () => {
    const { offerings, issues } = parseRows(aRow());
    expect(issues).toEqual([]);
    expect(offerings).toEqual([
      {
        partNumber: '5WS7A01234',
        name: '3年 翌営業日以降対応(9時間x週5日)',
        kind: 'WARRANTY_UPGRADE',
        serviceLevel: 'NBD_9X5',
        premier: false,
        keepYourDrive: false,
        termMonths: 36,
        priceState: 'LISTED',
        listPriceMinor: 62_000,
        listPriceWithTaxMinor: 68_200,
        currency: 'JPY',
        onSaleFrom: '2021-09-28',
        appliesTo: [{ machineType: '7X06' }],
        source: { sheet: '一覧', row: 2 },
      },
    ]);
  });

  it.each<[RowTexts, string[]]>([
    [{ partNumber: '' }, ['2D REQUIRED_MISSING']],
    [{ partNumber: 'A1' }, ['2D PN_FORMAT']],
    [{ partNumber: 5e12 }, ['2D PN_SCIENTIFIC']],
    [{ partNumber: 51234567 }, ['2D PN_NUMERIC_CELL']],
    [{ name: '' }, ['2E REQUIRED_MISSING']],
    [{ productNumber: '', machineType: '' }, ['2A REQUIRED_MISSING']],
    [{ productNumber: '7X0' }, ['2A PN_FORMAT']],
    [{ machineType: '7X05' }, ['2B MT_MISMATCH']],
    [{ productNumber: '7X01〜7X04', machineType: '' }, ['2A RANGE_AMBIGUOUS']],
    [{ kind: '' }, ['2F REQUIRED_MISSING']],
    [{ kind: '中古' }, ['2F ENUM_UNKNOWN']],
    [{ level: '' }, ['2G REQUIRED_MISSING']],
    [{ level: '8時間x週3日' }, ['2G ENUM_UNKNOWN']],
    [{ premier: '？' }, ['2H MARK_UNKNOWN']],
    [{ term: '' }, ['2J REQUIRED_MISSING']],
    [{ term: '三年' }, ['2J TERM_FORMAT']],
    [{ price: '', priceWithTax: '' }, ['2K REQUIRED_MISSING']],
    [{ price: -1 }, ['2K PRICE_NEGATIVE']],
    [{ price: 62_000.5 }, ['2K PRICE_NOT_INTEGER']],
    [{ from: '2024年2月30日' }, ['2M DATE_FORMAT']],
    [{ from: '9/28' }, ['2M DATE_NO_YEAR']],
    [{ until: '2021/9/27' }, ['2N DATE_ORDER']],
    [{ endOfSupport: '2027年9月' }, ['2O DATE_PARTIAL']],
    [{ kind: 'オプション', level: '', name: '3年 なにか' }, ['2E ENUM_UNKNOWN']],
    [{ name: '文字化け\uFFFD' }, ['2E TEXT_REPLACEMENT_CHAR']],
    [{ productNumber: '※7X06' }, ['2A PN_FORMAT']],
    [{ price: 'オープン価格' }, ['2K PRICE_STATES_DIFFER']],
    [{ priceWithTax: 'お問い合わせ' }, ['2L PRICE_STATES_DIFFER']],
    [{ price: 'お問い合わせ', priceWithTax: 'オープン価格' }, ['2K PRICE_STATES_DIFFER']],
    [{ price: '62000\n68200', priceWithTax: '' }, ['2K PRICE_FORMAT']],
    [
      { partNumber: '', level: '?', term: '', price: 'x', from: '?' },
      ['2D REQUIRED_MISSING', '2G ENUM_UNKNOWN', '2J REQUIRED_MISSING', '2K PRICE_FORMAT', '2M DATE_FORMAT'],
    ],
  ])('%j is left out with all its errors', (changes, expected) => {
    const { offerings, issues, counts } = parseRows(aRow(changes), aRow({ partNumber: '5WS7A09999' }));
    expect(said(issues)).toEqual(expected);
    expect(offerings.map(({ partNumber }) => partNumber)).toEqual(['5WS7A09999']);
    expect(counts).toMatchObject({ rowsRead: 2, goodRows: 1, badRows: 1 });
  });

  it.each<[RowTexts, object]>([
    [{ productNumber: 8871, machineType: 8871 }, { appliesTo: [{ machineType: '8871' }] }],
    [{ productNumber: '７Ｘ０６－ＣＴＯ１ＷＷ' }, { appliesTo: [{ machineType: '7X06', model: 'CTO1WW' }] }],
    [
      { productNumber: '7X06/7X05', machineType: '' },
      { appliesTo: [{ machineType: '7X06' }, { machineType: '7X05' }] },
    ],
    [{ level: '24時間×週7日 4時間対応' }, { serviceLevel: 'FULL_24X7_4H' }],
    [{ level: '２４時間ｘ週７日　２時間対応' }, { serviceLevel: 'FULL_24X7_2H' }],
    [{ level: 'NBD 9x5' }, { serviceLevel: 'NBD_9X5' }],
    [{ level: '24x7 4-hour' }, { serviceLevel: 'FULL_24X7_4H' }],
    [{ level: '24時間×365日' }, { serviceLevel: 'FULL_24X7' }],
    [{ level: '24時間×365日 4時間対応' }, { serviceLevel: 'FULL_24X7_4H' }],
    [{ level: '24x7 2時間対応' }, { serviceLevel: 'FULL_24X7_2H' }],
    [{ kind: '継続' }, { kind: 'RENEWAL' }],
    [
      { kind: 'プレミアUG', level: '', premier: '◯' },
      { kind: 'PREMIER_UPGRADE', premier: true },
    ],
    [
      { kind: 'オプション', level: '', name: '3年 Value Selection Plus' },
      { kind: 'ADD_ON', addOn: 'VALUE_SELECTION' },
    ],
    [
      { kind: 'オプション', level: '', name: '3年 HDDお渡し' },
      { kind: 'ADD_ON', addOn: 'KEEP_YOUR_DRIVE' },
    ],
    [{ kind: 'Add-on', level: '', name: 'Enterprise Software Support 3Y' }, { addOn: 'ENTERPRISE_SOFTWARE_SUPPORT' }],
    [{ keepYourDrive: '〇' }, { keepYourDrive: true }],
    [{ price: 'オープン価格', priceWithTax: '' }, { priceState: 'OPEN' }],
    [{ price: '￥62,000' }, { listPriceMinor: 62_000 }],
    [{ until: '2050/1/1' }, {}],
  ])('reads %j', (changes, offering) => {
    const { offerings, issues } = parseRows(aRow(changes));
    expect(issues).toEqual([]);
    expect(offerings[0]).toMatchObject(offering);
    expect(offerings[0]).not.toHaveProperty('onSaleUntil');
  });

  it.each(['', '未定', '2050-01-01', '2099/12/31', '9999/12/31', '-'])(
    'takes the end of support %j for not announced',
    (endOfSupport) => {
      const { machineTypes, issues } = parseRows(aRow({ endOfSupport }));
      expect(issues).toEqual([]);
      expect(machineTypes[0]).not.toHaveProperty('endOfSupportOn');
    },
  );

  it('warns of a price with tax that does not fit the rate of its day', () => {
    expect(said(parseRows(aRow({ priceWithTax: 66_960 })).issues)).toEqual(['2L TAX_MISMATCH']);
    expect(parseRows(aRow({ priceWithTax: 66_960, from: '2019/9/30' })).issues).toEqual([]);
  });

  it.each<[string | number, number, string[]]>([
    ['10%', 68_200, []],
    ['１０％', 68_200, []],
    [10, 68_200, []],
    [0.1, 68_200, []],
    [0.08, 66_960, []],
    ['8 %', 66_960, []],
    ['0.5%', 62_310, []],
    ['', 68_200, []],
    ['なし', 68_200, []],
    ['10%', 66_960, ['2L TAX_MISMATCH']],
    ['たくさん', 68_200, ['2Q TAX_RATE_FORMAT']],
    [-10, 68_200, ['2Q TAX_RATE_FORMAT']],
    ['10%~8%', 68_200, ['2Q TAX_RATE_FORMAT']],
  ])('compares the prices at the rate %j of its row, where that can be read', (rate, priceWithTax, expected) => {
    const lines = [
      [...HEADER, '税率'],
      [...aRow({ priceWithTax }), rate],
    ];
    const { offerings, issues } = parseCatalogue(workbookOf(sheetOf(lines)));
    expect(said(issues)).toEqual(expected);
    expect(offerings).toMatchObject([{ listPriceMinor: 62_000, listPriceWithTaxMinor: priceWithTax }]);
  });
});

describe('rows together', () => {
  it('make one offering of one part number on several machine types', () => {
    const { offerings, issues } = parseRows(aRow(), aRow({ productNumber: '7X05', machineType: '7X05' }));
    expect(issues).toEqual([]);
    expect(offerings).toMatchObject([
      { appliesTo: [{ machineType: '7X06' }, { machineType: '7X05' }], source: { row: 2 } },
    ]);
  });

  it('count once when they are identical', () => {
    const { offerings, issues } = parseRows(aRow(), aRow());
    expect(offerings).toHaveLength(1);
    expect(issues).toMatchObject([
      { row: 3, code: 'DUP_IDENTICAL', severity: 'WARNING', expected: { rows: ['一覧!2'] } },
    ]);
  });

  it.each<[RowTexts, string[]]>([
    [{ price: 63_000 }, ['2D DUP_KEY_CONFLICT', '2K PRICE_CONFLICT', '3D DUP_KEY_CONFLICT', '3K PRICE_CONFLICT']],
    [{ price: 63_000, machineType: '7X05', productNumber: '7X05' }, ['2K PRICE_CONFLICT', '3K PRICE_CONFLICT']],
    [{ name: '別の名前' }, ['2D DUP_KEY_CONFLICT', '3D DUP_KEY_CONFLICT']],
    [{ term: '4年', machineType: '7X05', productNumber: '7X05' }, ['2D DUP_KEY_CONFLICT', '3D DUP_KEY_CONFLICT']],
  ])('are all left out when they contradict each other by %j', (changes, expected) => {
    const { offerings, issues, counts } = parseRows(aRow({ priceWithTax: '' }), aRow({ priceWithTax: '', ...changes }));
    expect(said(issues)).toEqual(expected);
    expect(offerings).toEqual([]);
    expect(counts).toMatchObject({ goodRows: 0, badRows: 2 });
  });

  it('give the end of support that most of them say, and warn of the others', () => {
    const { machineTypes, issues } = parseRows(
      aRow({ partNumber: '5WS7A00001', from: '2020/1/1' }),
      aRow({ partNumber: '5WS7A00002', from: '2019/12/1' }),
      aRow({ partNumber: '5WS7A00003', endOfSupport: '2028/3/31' }),
      aRow({ partNumber: '5WS7A00004', endOfSupport: '' }),
    );
    expect(machineTypes).toMatchObject([{ announcedOn: '2019-12-01', endOfSupportOn: '2027-12-31' }]);
    expect(said(issues).filter((text) => text.endsWith('EOS_CONFLICT'))).toEqual(['4O EOS_CONFLICT']);
  });
});

describe('wholesale prices', () => {
  const read = (headers: readonly string[], ...rows: readonly (readonly (string | number)[])[]): ParsedCatalogue =>
    parseCatalogue(
      workbookOf(
        sheetOf([
          [...HEADER, ...headers],
          ...rows.map((values, at) => [...aRow({ partNumber: `5WS7A0000${at}`, notes: '-' }), ...values]),
        ]),
      ),
    );

  it.each<[string, object]>([
    ['仕切価格(税抜)', { wholesalePriceMinor: 40_000 }],
    ['仕切り価格（税別）', { wholesalePriceMinor: 40_000 }],
    ['税抜仕切価格', { wholesalePriceMinor: 40_000 }],
    ['仕切(税込)', { wholesalePriceWithTaxMinor: 40_000 }],
    ['卸価格\n税込', { wholesalePriceWithTaxMinor: 40_000 }],
    ['卸値(税抜き)', { wholesalePriceMinor: 40_000 }],
    ['Dealer price (excl. tax)', { wholesalePriceMinor: 40_000 }],
    ['Wholesale Price ex tax', { wholesalePriceMinor: 40_000 }],
    ['WHOLESALE PRICE (inc. tax)', { wholesalePriceWithTaxMinor: 40_000 }],
    ['Reseller price incl. tax', { wholesalePriceWithTaxMinor: 40_000 }],
  ])('are found under %s, apart from the list prices', (header, prices) => {
    const { offerings, issues } = read([header], [40_000]);
    expect(issues).toEqual([]);
    expect(offerings).toEqual([expect.objectContaining({ listPriceMinor: 62_000, ...prices })]);
    expect(Object.keys(offerings[0] ?? {}).filter((key) => key.startsWith('wholesale'))).toEqual(Object.keys(prices));
  });

  it('are none where the cell is empty, open or to ask for, and wrong where it is no price', () => {
    const { offerings, issues } = read(['仕切価格(税抜)'], [''], ['オープン価格'], ['お問い合わせ'], ['やすい'], [-1]);
    expect(said(issues)).toEqual(['5Q PRICE_FORMAT', '6Q PRICE_NEGATIVE']);
    expect(offerings.map((offering) => [offering.partNumber, offering.wholesalePriceMinor])).toEqual([
      ['5WS7A00000', undefined],
      ['5WS7A00001', undefined],
      ['5WS7A00002', undefined],
    ]);
  });

  it('must say whether they include tax, as list prices must', () => {
    expect(said(read(['仕切価格'], [40_000]).issues)).toEqual(['1Q TAX_BASIS_UNKNOWN']);
    expect(read(['仕切価格', '仕切価格(税込)'], [40_000, 44_000]).offerings).toMatchObject([
      { wholesalePriceMinor: 40_000, wholesalePriceWithTaxMinor: 44_000 },
    ]);
    expect(said(read(['仕切価格', '仕切価格(税込)'], [40_000, 50_000]).issues)).toEqual(['2R TAX_MISMATCH']);
  });

  it('of one part number must be one, and both rows are named where they are not', () => {
    const rows = [40_000, 41_000].map((price, at) => [
      ...aRow({ productNumber: `7X0${at}`, machineType: `7X0${at}`, notes: '-' }),
      price,
    ]);
    const { offerings, issues } = parseCatalogue(workbookOf(sheetOf([[...HEADER, '仕切価格(税抜)'], ...rows])));
    expect(said(issues)).toEqual(['2Q PRICE_CONFLICT', '3Q PRICE_CONFLICT']);
    expect(issues[0]?.expected).toEqual({ rows: ['一覧!3'] });
    expect(offerings).toEqual([]);
  });
});

describe('a sheet', () => {
  it('may have sections, notes, blank rows and its header again', () => {
    const lines = [
      ['一覧 2026年10月1日版'],
      HEADER,
      ['■ ThinkSystem SR650'],
      aRow({ productName: '' }),
      [' '],
      HEADER,
      aRow({ partNumber: '5WS7A00002' }),
      ['※ 注意'],
    ];
    const { offerings, machineTypes, issues, listDate } = parseCatalogue(workbookOf(sheetOf(lines)));
    expect(issues).toEqual([]);
    expect(offerings).toHaveLength(2);
    expect(machineTypes).toMatchObject([{ productName: 'ThinkSystem SR650' }]);
    expect(listDate).toBe('2026-10-01');
  });

  it('takes a lone part number for a row, not for a section', () => {
    expect(said(parseRows(['', '', '', '5WS7A01234']).issues)).toContain('2A REQUIRED_MISSING');
  });

  it('takes a lone amount for a row that lacks everything else, not for a title', () => {
    const lone = HEADER.map((name) => (name === '価格(税抜)' ? '62,000' : ''));
    const { machineTypes, counts } = parseRows(['ThinkSystem SR650'], lone, aRow({ productName: '' }));
    expect(counts).toMatchObject({ rowsRead: 2, badRows: 1 });
    expect(machineTypes).toMatchObject([{ productName: 'ThinkSystem SR650' }]);
  });

  it('may leave kind, level, term and marks to the name', () => {
    const header = ['Part Number', 'Description', 'MTM', 'List Price (excl. tax)'];
    const rows = [
      ['5WS7A00001', '3Y 24x7 4h Premier + KYD', '7X06CTO1WW', 62_000],
      ['5WS7A00002', '1年継続 24時間x週7日', '7X06', 62_000],
      ['5WS7A00003', 'プレミアサポートアップグレード 60カ月(Up to 60 Months)', '7X06', 62_000],
    ];
    const { offerings, issues } = parseCatalogue(workbookOf(sheetOf([header, ...rows])));
    expect(issues).toEqual([]);
    expect(offerings).toMatchObject([
      { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7_4H', termMonths: 36, premier: true, keepYourDrive: true },
      { kind: 'RENEWAL', serviceLevel: 'FULL_24X7', termMonths: 12, premier: false },
      { kind: 'PREMIER_UPGRADE', termMonths: 60, premier: true },
    ]);
  });

  it('must say whether its prices include tax', () => {
    const header = HEADER.map((text) => (text === '価格(税抜)' ? '価格' : text === '価格(税込)' ? '社内メモ' : text));
    const refused = parseCatalogue(workbookOf(sheetOf([header, aRow()])));
    expect(said(refused.issues)).toEqual(['1K TAX_BASIS_UNKNOWN', '1L HDR_UNKNOWN']);
    expect(refused.offerings).toEqual([]);
    const noted = parseCatalogue(workbookOf(sheetOf([['※ 価格は税別です'], header, aRow()])));
    expect(noted.offerings).toMatchObject([{ listPriceMinor: 62_000 }]);
  });

  it.each([
    [['※ 価格は税込ではありません']],
    [['Prices are not incl. tax']],
    [['※ 価格は税別です', '※ 参考価格は税込です']],
  ])('says nothing of tax by the notes %j', (notes) => {
    const header = HEADER.map((text) => (text === '価格(税抜)' ? '価格' : text === '価格(税込)' ? '通貨' : text));
    const lines = [...notes.map((note) => [note]), header, aRow({ priceWithTax: 'JPY' })];
    const { offerings, issues } = parseCatalogue(workbookOf(sheetOf(lines)));
    expect(issues.map(({ code }) => code)).toEqual(['TAX_BASIS_UNKNOWN']);
    expect(offerings).toEqual([]);
  });

  it.each(
    ['price', 'list price', 'MSRP'].flatMap((name) => [
      [`${name} ex. tax`, 'listPriceMinor'],
      [`${name} excluding tax`, 'listPriceMinor'],
      [`${name} before tax`, 'listPriceMinor'],
      [`${name} inc. tax`, 'listPriceWithTaxMinor'],
      [`${name} including tax`, 'listPriceWithTaxMinor'],
    ]),
  )('may call its prices %j', (name, field) => {
    const header = HEADER.map((text) => (text === '価格(税抜)' ? name : text === '価格(税込)' ? '通貨' : text));
    const { offerings, issues } = parseCatalogue(workbookOf(sheetOf([header, aRow({ priceWithTax: 'JPY' })])));
    expect(issues).toEqual([]);
    expect(offerings).toMatchObject([{ [field]: 62_000 }]);
  });

  it('says of which columns nothing is taken, and which have none but values', () => {
    const lines = [
      [...HEADER, '対象地域', '受付時間', '社内メモ', ''],
      [...aRow(), '東京都', '9-17', 'x', ''],
      [...aRow({ partNumber: '5WS7A00002' }), '', '', '', 'lost'],
      [...aRow({ partNumber: '5WS7A00003' }), '', '', '', 'lost', 5],
      ['※ 注意', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'far out'],
    ];
    const { offerings, issues } = parseCatalogue(workbookOf(sheetOf(lines)));
    expect(issues.map(({ severity, column, row, code, expected }) => [severity, row, column, code, expected])).toEqual([
      ['WARNING', 1, 'Q', 'HDR_NOT_TAKEN', undefined],
      ['INFO', 1, 'R', 'HDR_NOT_TAKEN', undefined],
      ['INFO', 1, 'S', 'HDR_UNKNOWN', undefined],
      ['INFO', 3, 'T', 'HDR_EMPTY', { count: 2 }],
      ['INFO', 4, 'U', 'HDR_EMPTY', { count: 1 }],
    ]);
    expect(offerings).toHaveLength(3);
  });

  it('without a row of data says so, and is an error where no other has one', () => {
    const empty = sheetOf([['一覧'], HEADER, ['※ 注意']], '空');
    const alone = parseCatalogue(workbookOf(empty));
    expect(alone.issues).toMatchObject([{ severity: 'ERROR', sheet: '空', row: 2, code: 'ROWS_MISSING' }]);
    expect(issueMessage(alone.issues[0] as ImportIssue, 'EN')).toBe(
      'Sheet "空", row 2: There is no row of data below the header. Add the rows of the list and save the file again.',
    );
    const beside = parseCatalogue(workbookOf(empty, sheetOf([HEADER, aRow()])));
    expect(beside.issues).toMatchObject([{ severity: 'WARNING', sheet: '空', code: 'ROWS_MISSING' }]);
    expect(beside.offerings).toHaveLength(1);
  });

  it.each<[string, Workbook, string[]]>([
    ['no header', workbookOf(sheetOf([['表紙']])), ['SHEET_SKIPPED', 'HDR_NOT_FOUND']],
    ['only a hidden sheet', workbookOf(sheetOf([HEADER, aRow()], '作業用', true)), ['SHEET_HIDDEN', 'HDR_NOT_FOUND']],
    [
      'no part number column',
      workbookOf(sheetOf([HEADER.map((text) => (text === '商品番号' ? '番号' : text)), aRow()])),
      ['HDR_REQUIRED_MISSING', 'HDR_UNKNOWN'],
    ],
    ['two columns of one meaning', workbookOf(sheetOf([[...HEADER, '型番'], aRow()])), ['HDR_AMBIGUOUS']],
  ])('with %s is not read', (_, workbook, codes) => {
    const { offerings, issues } = parseCatalogue(workbook);
    expect(offerings).toEqual([]);
    expect(issues.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
  });
});
