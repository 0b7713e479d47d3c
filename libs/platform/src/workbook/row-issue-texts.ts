import type { Locale } from '#policy';
import type { CellIssueCode, RowIssueCode } from './import-issue.ts';

/** What is said about a cell, a row or rows that disagree. `{…}` is filled from the issue and its facts. */
export const ROW_ISSUE_TEXTS: Readonly<Record<CellIssueCode | RowIssueCode, Readonly<Record<Locale, string>>>> = {
  REQUIRED_MISSING: {
    JA: '値がありません。必ず入れてください。',
    EN: 'There is no value. Enter one.',
    ZH: '缺少值。请填写。',
  },
  CELL_ERROR_VALUE: {
    JA: 'Excelのエラー値 {value} です。数式を直すか、値を入力してください。',
    EN: 'The cell holds the Excel error {value}. Correct the formula or enter the value.',
    ZH: '单元格为 Excel 错误值 {value}。请修正公式或直接输入值。',
  },
  FORMULA_NO_VALUE: {
    JA: '数式の計算結果が保存されていません。Excelで開いて再計算し、保存し直してください。',
    EN: 'The formula was saved without its result. Open the file in Excel, recalculate and save it again.',
    ZH: '公式未保存计算结果。请用 Excel 打开、重新计算并保存。',
  },
  TEXT_REPLACEMENT_CHAR: {
    JA: '「{value}」は文字化けしています。正しい文字を入力し直してください。',
    EN: '"{value}" contains broken characters. Enter the text again.',
    ZH: '“{value}”包含乱码。请重新输入正确的文字。',
  },
  PN_FORMAT: {
    JA: '番号「{value}」の形式が正しくありません。英数字で入力してください(例: {example})。',
    EN: '"{value}" is not a valid number of letters and digits. Enter it like {example}.',
    ZH: '编号“{value}”格式不正确。请用字母和数字输入(例如 {example})。',
  },
  PN_NUMERIC_CELL: {
    JA: '番号が数値セルになっており、先頭の0が失われた恐れがあります({value})。セルの書式を「文字列」にして入力し直してください。',
    EN: 'The number stands in a numeric cell and may have lost leading zeros ({value}). Format the cell as text and enter it again.',
    ZH: '编号为数值单元格，可能丢失了前导 0({value})。请将单元格格式设为“文本”后重新输入。',
  },
  PN_SCIENTIFIC: {
    JA: '番号がExcelで指数に変わっています({value})。セルの書式を「文字列」にして元の番号を入力し直してください。',
    EN: 'Excel has turned the number into an exponent ({value}). Format the cell as text and enter the original number again.',
    ZH: '编号被 Excel 转成了科学计数({value})。请将单元格格式设为“文本”后重新输入原编号。',
  },
  PN_DATE_CELL: {
    JA: '番号がExcelで日付に変わっています({value})。セルの書式を「文字列」にして元の番号を入力し直してください。',
    EN: 'Excel has turned the number into a date ({value}). Format the cell as text and enter the original number again.',
    ZH: '编号被 Excel 转成了日期({value})。请将单元格格式设为“文本”后重新输入原编号。',
  },
  PN_LENGTH_UNUSUAL: {
    JA: '製品番号「{value}」は{length}桁です。通常は4、7、10、11桁です。正しいか確認してください。',
    EN: 'The product number "{value}" has {length} characters; 4, 7, 10 or 11 are usual. Check it.',
    ZH: '产品编号“{value}”有 {length} 位，通常为 4、7、10 或 11 位。请确认。',
  },
  PRICE_FORMAT: {
    JA: '価格「{value}」を読み取れません。数値で入力してください(例: {example})。価格を公表しない場合は「オープン価格」としてください。',
    EN: 'The price "{value}" cannot be read. Enter a number like {example}, or "OPEN" when no price is published.',
    ZH: '无法读取价格“{value}”。请输入数值(例如 {example})；不公布价格时请填“OPEN”。',
  },
  PRICE_NOT_INTEGER: {
    JA: '価格「{value}」に1円未満の端数があります。円単位の整数で入力してください(例: {example})。',
    EN: 'The price "{value}" has a fraction of a yen. Enter whole yen, like {example}.',
    ZH: '价格“{value}”含有不足 1 日元的小数。请以整数日元输入(例如 {example})。',
  },
  TAX_RATE_FORMAT: {
    JA: '税率「{value}」を読み取れません。価格は {on} の税率で照合しました。{example} のように入力してください。',
    EN: 'The tax rate "{value}" cannot be read, so the prices were compared at the rate of {on}. Enter it like {example}.',
    ZH: '无法读取税率“{value}”，已按 {on} 的税率核对价格。请按 {example} 的形式输入。',
  },
  PRICE_NEGATIVE: {
    JA: '価格「{value}」が負の値です。0以上の整数で入力してください(例: {example})。',
    EN: 'The price "{value}" is negative. Enter 0 or more, like {example}.',
    ZH: '价格“{value}”为负数。请输入 0 以上的整数(例如 {example})。',
  },
  DATE_FORMAT: {
    JA: '「{value}」は日付として読めないか、存在しない日です。実在する日を入力してください(例: {example})。',
    EN: '"{value}" is not a day that exists. Enter one like {example}.',
    ZH: '“{value}”不是有效日期。请输入存在的日期(例如 {example})。',
  },
  DATE_NO_YEAR: {
    JA: '「{value}」には年がありません。年から入力してください(例: {example})。',
    EN: '"{value}" has no year. Enter the whole day, like {example}.',
    ZH: '“{value}”没有年份。请输入完整日期(例如 {example})。',
  },
  DATE_AMBIGUOUS: {
    JA: '「{value}」は日と月の順が分かりません。年から入力してください(例: {example})。',
    EN: '"{value}" can be read with day or month first. Enter it with the year first, like {example}.',
    ZH: '“{value}”的日月顺序不明确。请从年份开始输入(例如 {example})。',
  },
  DATE_PARTIAL: {
    JA: '「{value}」には日がありません{readAs}。年月日で入力してください{example}。',
    EN: '"{value}" names no day{readAs}. Enter year, month and day{example}.',
    ZH: '“{value}”没有具体日期{readAs}。请输入年月日{example}。',
  },
  DATE_OUT_OF_RANGE: {
    JA: '「{value}」は範囲外の日付です。{from}から{until}までの日を入力してください。',
    EN: '"{value}" is out of range. Enter a day from {from} to {until}.',
    ZH: '“{value}”超出范围。请输入 {from} 至 {until} 之间的日期。',
  },
  DATE_FROM_SERIAL: {
    JA: '日付の書式でない数値を日付として読みました({value} → {readAs}、この列で{count}件)。日付の書式にしておくと確実です。',
    EN: 'Numbers without a date format were read as days ({value} as {readAs}; {count} in this column). Give them a date format to be sure.',
    ZH: '将无日期格式的数值读作日期({value} → {readAs}，该列共 {count} 处)。建议设为日期格式。',
  },
  TERM_FORMAT: {
    JA: '期間「{value}」を読み取れません。月数か、単位を付けて入力してください(例: {example}、3年、36ヶ月)。',
    EN: 'The term "{value}" cannot be read. Enter months, or give the unit: {example}, 3 years, 36 months.',
    ZH: '无法读取期限“{value}”。请输入月数或带单位(例如 {example}、3年、36个月)。',
  },
  MARK_UNKNOWN: {
    JA: '印「{value}」の意味が分かりません。{words} のいずれかにしてください。',
    EN: 'The mark "{value}" is not known. Use one of {words}.',
    ZH: '无法识别标记“{value}”。请使用 {words} 之一。',
  },
  ENUM_UNKNOWN: {
    JA: '「{value}」は使えない値です。{words} のいずれかにしてください。',
    EN: '"{value}" is not a known value. Use one of: {words}.',
    ZH: '“{value}”不是可用的值。请使用以下之一：{words}。',
  },
  MUNI_AMBIGUOUS: {
    JA: '団体コード「{value}」は先頭の0が失われ、{codes} のどれか分かりません。セルの書式を「文字列」にして6桁で入力してください。',
    EN: 'The municipality code "{value}" has lost a zero and can mean {codes}. Format the cell as text and enter six digits.',
    ZH: '团体代码“{value}”丢失了前导 0，可能是 {codes}。请将单元格设为“文本”并输入 6 位。',
  },
  MUNI_CHECK_DIGIT: {
    JA: '団体コード「{value}」の検査数字が合いません。6桁の正しいコードを入力してください(例: {example})。',
    EN: 'The municipality code "{value}" has a wrong check digit. Enter the six digits, like {example}.',
    ZH: '团体代码“{value}”校验位不符。请输入正确的 6 位代码(例如 {example})。',
  },
  MT_FORMAT: {
    JA: 'マシンタイプ「{value}」は英数字4桁ではありません(例: {example})。',
    EN: 'The machine type "{value}" is not four letters and digits. Enter it like {example}.',
    ZH: '机器类型“{value}”不是 4 位字母数字(例如 {example})。',
  },
  MT_MISMATCH: {
    JA: 'マシンタイプ「{value}」が製品番号「{productNumber}」の先頭4桁と違います。どちらかを直してください。',
    EN: 'The machine type "{value}" differs from the first four characters of the product number "{productNumber}". Correct one of them.',
    ZH: '机器类型“{value}”与产品编号“{productNumber}”的前 4 位不一致。请更正其中之一。',
  },
  MODEL_FORMAT: {
    JA: 'モデル「{value}」は英数字3～7桁ではありません(例: {example})。全モデル共通なら空欄にしてください。',
    EN: 'The model "{value}" is not three to seven letters and digits, like {example}. Leave it blank for all models.',
    ZH: '型号“{value}”不是 3～7 位字母数字(例如 {example})。适用于全部型号时请留空。',
  },
  RANGE_AMBIGUOUS: {
    JA: '「{value}」のような範囲は、どれを含むか分かりません。一つずつ書いてください(例: {example})。',
    EN: 'A range like "{value}" does not say what lies in it. List each one, like {example}.',
    ZH: '“{value}”这样的范围无法确定包含哪些。请逐一列出(例如 {example})。',
  },
  DATE_ORDER: {
    JA: '「{value}」は {notBefore} より前です。日付の前後を確認してください。',
    EN: '"{value}" lies before {notBefore}. Check the order of the two days.',
    ZH: '“{value}”早于 {notBefore}。请确认日期先后。',
  },
  TAX_MISMATCH: {
    JA: '税込価格「{value}」が税抜価格 {withoutTax} と合いません({on} の税率で計算)。どちらかを確認してください。',
    EN: 'The price with tax "{value}" does not fit the price without tax, {withoutTax}, at the rate of {on}. Check them.',
    ZH: '含税价“{value}”与不含税价 {withoutTax} 不符(按 {on} 的税率)。请确认。',
  },
  DUP_IDENTICAL: {
    JA: '{rows} と同じ内容です。一度だけ取り込みました。不要な行を削除してください。',
    EN: 'The row says the same as {rows}. It was taken once; delete the other row.',
    ZH: '与 {rows} 内容相同，只取了一次。请删除多余的行。',
  },
  DUP_KEY_CONFLICT: {
    JA: '「{value}」が {rows} と内容の違う重複になっています。どの行も取り込みませんでした。正しい行だけ残してください。',
    EN: '"{value}" is also in {rows} with different content. None of these rows was taken; keep only the right one.',
    ZH: '“{value}”与 {rows} 重复且内容不同，均未导入。请只保留正确的一行。',
  },
  PRICE_STATES_DIFFER: {
    JA: '一方の列に金額があり、もう一方の列は「{value}」です。金額か「オープン価格」などの、どちらかに揃えてください。',
    EN: 'One column has an amount, and this one says "{value}". Enter amounts in both, or that there is none in both.',
    ZH: '一列有金额，而本列为“{value}”。请统一为金额，或统一为不公布价格。',
  },
  PRICE_CONFLICT: {
    JA: '同じ番号の価格が {rows} と違います({value})。どの行も取り込みませんでした。価格を揃えてください。',
    EN: 'The same number has another price in {rows} (here {value}). None of these rows was taken; make the prices agree.',
    ZH: '同一编号的价格与 {rows} 不同(此处为 {value})，均未导入。请统一价格。',
  },
  CONTENT_DIFFERS: {
    JA: '「{value}」の販売期間が {rows} と違います。長い方を取り込みました。確認してください。',
    EN: '"{value}" is on sale for other days in {rows}. The longer time was taken; check it.',
    ZH: '“{value}”的销售期间与 {rows} 不同，已取较长的一个。请确认。',
  },
  EOS_CONFLICT: {
    JA: 'マシンタイプ {machineType} の保守廃止日が行によって違います(この行: {value}、採用: {taken})。揃えてください。',
    EN: 'Rows disagree about the end of support of machine type {machineType} (here {value}, taken {taken}). Make them agree.',
    ZH: '机器类型 {machineType} 的停止支持日期各行不一致(此行 {value}，采用 {taken})。请统一。',
  },
  SERIAL_FORMAT: {
    JA: 'シリアル番号「{value}」は英数字1～32桁ではありません(例: {example})。',
    EN: 'The serial "{value}" is not 1 to 32 letters and digits, like {example}.',
    ZH: '序列号“{value}”不是 1～32 位字母数字(例如 {example})。',
  },
  MUNI_UNKNOWN: {
    JA: '「{value}」は都道府県と合いません。都道府県名と団体コードを確認してください(例: {example})。',
    EN: '"{value}" does not fit a prefecture. Check the prefecture and the code (for example {example}).',
    ZH: '“{value}”与都道府县不符。请确认都道府县名称和代码(例如 {example})。',
  },
  MT_UNKNOWN: {
    JA: 'マシンタイプ {machineType} はカタログにありません。番号を確認するか、先にその機種を含むカタログを公開してください。',
    EN: 'The catalogue does not know machine type {machineType}. Check the number, or publish the catalogue that holds it first.',
    ZH: '目录中没有机器类型 {machineType}。请确认编号，或先发布包含该机型的目录。',
  },
  OFFERING_NOT_SOLD: {
    JA: '商品番号「{value}」は、公開したどのカタログにも {productNumber} 用として載っていません。番号を確認してください。',
    EN: 'No published catalogue has {value} for {productNumber}. Check the part number.',
    ZH: '已发布的目录中没有适用于 {productNumber} 的 {value}。请确认商品编号。',
  },
  PACK_ELSEWHERE: {
    JA: 'パック「{value}」は別の機器に記録されています。シリアルを確認してください。',
    EN: 'Pack {value} stands on another machine. Check its serial.',
    ZH: '服务包“{value}”已记录在另一台机器上。请确认序列号。',
  },
  PACK_DIFFERS: {
    JA: 'このパックは {recorded} として記録済みで、一覧の「{value}」と異なります。どちらが正しいか確認してください。',
    EN: 'This pack is recorded with {recorded}; the list has {value}. Check which is right.',
    ZH: '该服务包已记录为 {recorded}，与清单的“{value}”不同。请确认哪一个正确。',
  },
  SERVICE_START: {
    JA: 'サービスの開始日「{value}」が保証やそれまでのサービスに続いていません。{expected} から始まる必要があります。',
    EN: 'The service would start on {value}, but must start on {expected} to fit what covers the machine.',
    ZH: '服务开始日“{value}”与保修或此前的服务不衔接，应从 {expected} 开始。',
  },
  SERVICE_END: {
    JA: 'プレミア・アップグレードの終了日「{value}」が、対象のサービスの終了日({ends})と一致しません。',
    EN: 'A Premier upgrade ends with the service it upgrades ({ends}), not on {value}.',
    ZH: 'Premier 升级须与所升级的服务同日结束({ends})，而不是“{value}”。',
  },
  SERVICE_OVERLAPS: {
    JA: 'この期間は記録済みのサービス {startsOn}〜{endsOn} と重なります。期間を確認してください。',
    EN: 'The service overlaps the recorded one from {startsOn} to {endsOn}. Check its days.',
    ZH: '该期间与已记录的服务 {startsOn} 至 {endsOn} 重叠。请确认日期。',
  },
  WARRANTY_DIFFERS: {
    JA: 'この機器の保証は {recorded} で記録されており、一覧と異なります。一覧が正しい場合は、保証の訂正を指定して取り込んでください。',
    EN: 'This machine is recorded with the warranty {recorded}, other than listed. If the list is right, apply it with correctWarranties: true.',
    ZH: '该机器的保修已记录为 {recorded}，与清单不同。若清单正确，请以更正保修的方式导入。',
  },
  WARRANTY_BOUND: {
    JA: 'この機器の保証は {recorded} で記録されており、{renewalStartsOn} からの継続が続いているため訂正できません。',
    EN: 'This machine is recorded with the warranty {recorded}, and a renewal from {renewalStartsOn} follows on from it, so it cannot be corrected.',
    ZH: '该机器的保修已记录为 {recorded}，且自 {renewalStartsOn} 起有续约与之衔接，无法更正。',
  },
  ROW_HIDDEN: {
    JA: '非表示の行も取り込みました(この行から{count}行)。フィルターで隠れているだけの行もあるためです。',
    EN: 'Hidden rows were imported too ({count}, from this one on), since a saved filter hides rows.',
    ZH: '隐藏的行也已导入(从此行起共 {count} 行)，因为筛选会隐藏行。',
  },
  STRIKETHROUGH: {
    JA: '取り消し線のある行です。取り込みましたが、廃止された行なら削除してください。',
    EN: 'The row has struck-through text. It was taken; delete it if it no longer holds.',
    ZH: '该行带有删除线，已导入。如已作废请删除。',
  },
};
