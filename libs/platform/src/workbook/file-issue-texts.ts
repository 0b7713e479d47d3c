import type { Locale } from '#policy';
import type { HeaderIssueCode, WorkbookProblemCode } from './import-issue.ts';

/** What is said about a whole file or a header. `{…}` is filled from the issue's facts. */
export const FILE_ISSUE_TEXTS: Readonly<
  Record<WorkbookProblemCode | HeaderIssueCode, Readonly<Record<Locale, string>>>
> = {
  EMPTY_FILE: {
    JA: 'ファイルが空です。Excelブック(.xlsx)を選び直してください。',
    EN: 'The file is empty. Choose an Excel workbook (.xlsx).',
    ZH: '文件为空。请选择 Excel 工作簿(.xlsx)。',
  },
  NOT_XLSX: {
    JA: 'Excelブック(.xlsx、.xlsm)でもCSVでもありません。Excelで開き、「Excelブック(.xlsx)」として保存してから取り込んでください。',
    EN: 'This is neither an Excel workbook (.xlsx, .xlsm) nor a CSV text. Open it in Excel, save it as "Excel Workbook (.xlsx)" and import that.',
    ZH: '这既不是 Excel 工作簿(.xlsx、.xlsm)也不是 CSV 文本。请用 Excel 打开并另存为“Excel 工作簿(.xlsx)”后再导入。',
  },
  XLS_LEGACY: {
    JA: '古い形式(.xls)のファイルです。Excelで開き、.xlsxとして保存してから取り込んでください。',
    EN: 'This file has the old .xls format. Open it in Excel, save it as .xlsx and import that.',
    ZH: '这是旧格式(.xls)文件。请用 Excel 打开并另存为 .xlsx 后再导入。',
  },
  ODS_UNSUPPORTED: {
    JA: 'OpenDocument形式(.ods)です。.xlsxとして保存してから取り込んでください。',
    EN: 'This is an OpenDocument file (.ods). Save it as .xlsx and import that.',
    ZH: '这是 OpenDocument 文件(.ods)。请另存为 .xlsx 后再导入。',
  },
  XLSB_UNSUPPORTED: {
    JA: 'バイナリブック(.xlsb)です。.xlsxとして保存してから取り込んでください。',
    EN: 'This is a binary workbook (.xlsb). Save it as .xlsx and import that.',
    ZH: '这是二进制工作簿(.xlsb)。请另存为 .xlsx 后再导入。',
  },
  XLSX_ENCRYPTED: {
    JA: 'パスワードで保護されています。Excelでパスワードを解除して保存してから取り込んでください。',
    EN: 'The file is protected by a password. Remove the password in Excel, save it and import that.',
    ZH: '文件受密码保护。请在 Excel 中取消密码并保存后再导入。',
  },
  ZIP_CORRUPT: {
    JA: 'ファイルが壊れています{part}。元のファイルをもう一度コピーするか、Excelで開いて保存し直してください。',
    EN: 'The file is damaged{part}. Copy it from its source again, or open it in Excel and save it again.',
    ZH: '文件已损坏{part}。请重新复制原文件，或用 Excel 打开后重新保存。',
  },
  ZIP_LIMIT_SIZE: {
    JA: 'ファイルが大きすぎます(上限 {limit} バイト)。不要なシートや画像を除くか、分割してください。',
    EN: 'The file is too large (limit {limit} bytes). Remove sheets and pictures that are not needed, or split it.',
    ZH: '文件过大(上限 {limit} 字节)。请删除不需要的工作表和图片，或拆分文件。',
  },
  ZIP_LIMIT_RATIO: {
    JA: '圧縮率が異常です{part}。安全のため読み込みませんでした。Excelで開いて保存し直してください。',
    EN: 'A part is compressed far beyond what a workbook needs{part}; it was not read. Open the file in Excel and save it again.',
    ZH: '压缩率异常{part}，为安全起见未读取。请用 Excel 打开后重新保存。',
  },
  ZIP_LIMIT_ENTRIES: {
    JA: 'ファイル内の部品が多すぎます({found}個、上限 {limit}個)。Excelで開いて保存し直してください。',
    EN: 'The file has too many parts ({found}, limit {limit}). Open it in Excel and save it again.',
    ZH: '文件包含的部件过多({found} 个，上限 {limit} 个)。请用 Excel 打开后重新保存。',
  },
  ZIP_LIMIT_PART: {
    JA: 'ファイル内に大きすぎる部品があります{part}(上限 {limit} バイト)。シートを分割してください。',
    EN: 'A part of the file is too large{part} (limit {limit} bytes). Split the sheet.',
    ZH: '文件中有过大的部件{part}(上限 {limit} 字节)。请拆分工作表。',
  },
  XML_MALFORMED: {
    JA: 'ファイルの中身が正しい形式ではありません{part}。Excelで開いて保存し直してください。',
    EN: 'The inside of the file is not well formed{part}. Open it in Excel and save it again.',
    ZH: '文件内部格式不正确{part}。请用 Excel 打开后重新保存。',
  },
  XML_DOCTYPE: {
    JA: 'Excelが書かない宣言(DOCTYPE)が含まれています{part}。安全のため読み込みませんでした。',
    EN: 'The file contains a declaration that Excel never writes (DOCTYPE){part}; it was not read.',
    ZH: '文件包含 Excel 不会写入的声明(DOCTYPE){part}，为安全起见未读取。',
  },
  PART_DUPLICATE: {
    JA: '同じ名前の部品が二つあります{part}。Excelで開いて保存し直してください。',
    EN: 'A part of the file is there twice{part}. Open it in Excel and save it again.',
    ZH: '文件中存在同名部件{part}。请用 Excel 打开后重新保存。',
  },
  PART_MISSING: {
    JA: 'ブックの一部が読めません{part}。Excelで開いて.xlsxとして保存し直してください。',
    EN: 'Part of the workbook cannot be found{part}. Open it in Excel and save it as .xlsx again.',
    ZH: '无法找到工作簿的某个部分{part}。请用 Excel 打开并重新保存为 .xlsx。',
  },
  SST_INDEX: {
    JA: 'ブックにない文字列を指すセルがあります{part}。Excelで開いて保存し直してください。',
    EN: 'A cell refers to a text that the workbook does not hold{part}. Open the file in Excel and save it again.',
    ZH: '有单元格引用了工作簿中不存在的文本{part}。请用 Excel 打开后重新保存。',
  },
  REF_INVALID: {
    JA: 'セル番地が正しくありません{part}。Excelで開いて保存し直してください。',
    EN: 'A cell has no valid address{part}. Open the file in Excel and save it again.',
    ZH: '单元格地址无效{part}。请用 Excel 打开后重新保存。',
  },
  CELL_TOO_LONG: {
    JA: '文字数がExcelの上限({limit}文字)を超えるセルがあります{part}。短くしてください。',
    EN: 'A cell holds more text than Excel allows ({limit} characters){part}. Shorten it.',
    ZH: '有单元格的文字超过 Excel 上限({limit} 个字符){part}。请缩短。',
  },
  LIMIT_SHEETS: {
    JA: 'シートが多すぎます({found}、上限 {limit})。必要なシートだけにしてください。',
    EN: 'The workbook has too many sheets ({found}, limit {limit}). Keep only the ones that are needed.',
    ZH: '工作表过多({found}，上限 {limit})。请只保留需要的工作表。',
  },
  LIMIT_ROWS: {
    JA: '行が多すぎます(上限 {limit})。ファイルを分割してください。',
    EN: 'The workbook has too many rows (limit {limit}). Split the file.',
    ZH: '行数过多(上限 {limit})。请拆分文件。',
  },
  LIMIT_COLS: {
    JA: '列が多すぎます(上限 {limit})。不要な列を削除してください。',
    EN: 'A sheet has too many columns (limit {limit}). Delete the ones that are not needed.',
    ZH: '列数过多(上限 {limit})。请删除不需要的列。',
  },
  LIMIT_CELLS: {
    JA: 'セルが多すぎます(上限 {limit})。ファイルを分割してください。',
    EN: 'The workbook has too many cells (limit {limit}). Split the file.',
    ZH: '单元格过多(上限 {limit})。请拆分文件。',
  },
  LIMIT_MERGES: {
    JA: '結合セルが多すぎます(上限 {limit})。結合を解除してください。',
    EN: 'A sheet has too many merged cells (limit {limit}). Unmerge them.',
    ZH: '合并单元格过多(上限 {limit})。请取消合并。',
  },
  LIMIT_STRINGS: {
    JA: '文字列が多すぎます(上限 {limit})。ファイルを分割してください。',
    EN: 'The workbook holds too much text (limit {limit}). Split the file.',
    ZH: '文本过多(上限 {limit})。请拆分文件。',
  },
  TEXT_UNDECODABLE: {
    JA: '文字コードが分かりません。UTF-8、UTF-16(BOM付き)またはShift_JISで保存するか、Excelブック(.xlsx)にしてください。',
    EN: 'The text is in no known encoding. Save it as UTF-8, UTF-16 (with a byte order mark) or Shift_JIS, or as .xlsx.',
    ZH: '无法识别文字编码。请以 UTF-8、UTF-16(带 BOM)或 Shift_JIS 保存，或另存为 .xlsx。',
  },
  TEXT_QUOTE_UNCLOSED: {
    JA: '{row}行目付近の引用符(")が閉じられていません。引用符を直してください。',
    EN: 'A quotation mark (") is opened near row {row} and never closed. Correct it.',
    ZH: '第 {row} 行附近的引号(")没有闭合。请更正。',
  },
  PARSER_TIMEOUT: {
    JA: '読み込みに時間がかかりすぎたため中止しました。ファイルを小さくしてください。',
    EN: 'Reading took too long and was stopped. Make the file smaller.',
    ZH: '读取时间过长，已中止。请缩小文件。',
  },
  PARSER_MEMORY: {
    JA: '読み込みに必要なメモリーが多すぎるため中止しました。ファイルを小さくしてください。',
    EN: 'Reading needed too much memory and was stopped. Make the file smaller.',
    ZH: '读取所需内存过多，已中止。请缩小文件。',
  },
  PARSER_CRASH: {
    JA: 'ファイルを読み込めませんでした。Excelで開いて.xlsxとして保存し直してください。',
    EN: 'The file could not be read. Open it in Excel and save it as .xlsx again.',
    ZH: '无法读取文件。请用 Excel 打开并重新保存为 .xlsx。',
  },
  HDR_NOT_FOUND: {
    JA: '見出し行が見つかりません。見えているシートの先頭40行以内に、見出し({headers})のある行を置いてください。',
    EN: 'No header line was found. Put a line with the headers ({headers}) into the first 40 rows of a visible sheet.',
    ZH: '未找到标题行。请在可见工作表的前 40 行内放置含有标题({headers})的一行。',
  },
  HDR_REQUIRED_MISSING: {
    JA: '必要な列がないため、このシートは読み込みませんでした。次のいずれかの見出しの列を加えてください: {headers}',
    EN: 'A required column is missing, so the sheet was not read. Add a column with one of these headers: {headers}',
    ZH: '缺少必需的列，因此未读取该工作表。请添加具有以下任一标题的列：{headers}',
  },
  HDR_AMBIGUOUS: {
    JA: '同じ意味の列が二つ以上あるため、このシートは読み込みませんでした({columns})。一つだけ残してください。',
    EN: 'Several columns mean the same, so the sheet was not read ({columns}). Keep only one.',
    ZH: '多个列含义相同，因此未读取该工作表({columns})。请只保留一个。',
  },
  HDR_UNKNOWN: {
    JA: 'この見出しの列は使いませんでした。必要な列なら見出しを直してください。',
    EN: 'This column is not known and was not used. Correct its header if it is needed.',
    ZH: '未识别该列，未使用。如需要请更正标题。',
  },
  HDR_NOT_TAKEN: {
    JA: 'この列の内容は取り込みません。取り込み後も必要な情報であれば、備考欄に書いてください。',
    EN: 'Nothing of this column is taken over. Where it matters, write it into the notes.',
    ZH: '不导入该列的内容。如有需要，请写入备注。',
  },
  HDR_EMPTY: {
    JA: '見出しのない列に値があります({count}行)。使いませんでした。必要な列なら見出しを付けてください。',
    EN: 'The column has values ({count} rows) and no header, so it was not used. Give it a header if it is needed.',
    ZH: '该列有值({count} 行)但没有标题，未使用。如需要请添加标题。',
  },
  ROWS_MISSING: {
    JA: '見出し行の下にデータの行がありません。表の行を入れて保存し直してください。',
    EN: 'There is no row of data below the header. Add the rows of the list and save the file again.',
    ZH: '标题行下方没有数据行。请添加数据后重新保存。',
  },
  SHEET_SKIPPED: {
    JA: '見出し行がないため、このシートは読み飛ばしました(表紙など)。',
    EN: 'The sheet has no header line and was skipped (a cover sheet, for example).',
    ZH: '该工作表没有标题行，已跳过(例如封面)。',
  },
  SHEET_HIDDEN: {
    JA: '非表示のシートは読み込みません。必要なら再表示して保存し、もう一度取り込んでください。',
    EN: 'Hidden sheets are not read. If it is needed, unhide it, save the file and import it again.',
    ZH: '不读取隐藏的工作表。如需要，请取消隐藏并保存后重新导入。',
  },
  TAX_BASIS_UNKNOWN: {
    JA: '価格が税抜か税込か分からないため、このシートは読み込みませんでした。見出しを {headers} のいずれかにしてください。',
    EN: 'It is not said whether prices include tax, so the sheet was not read. Change the header to one of {headers}.',
    ZH: '无法判断价格是否含税，因此未读取该工作表。请将标题改为 {headers} 之一。',
  },
  MACRO_IGNORED: {
    JA: 'マクロが含まれていますが、開かずに表だけを読みました。',
    EN: 'The file contains macros. They were not opened; only the tables were read.',
    ZH: '文件包含宏，未打开宏，只读取了表格。',
  },
};
