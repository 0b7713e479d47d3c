import type { Locale } from '#policy';
import type { WrittenTable, WrittenValue } from '#platform';

import type { CatalogueIssue } from '../judge-catalogue/catalogue-issue.ts';
import { catalogueIssueMessage } from '../judge-catalogue/catalogue-issue-message.ts';

/** The header of the column that names a row's problems: of no word that a list names its own columns by. */
export const NOTE_HEADERS: Readonly<Record<Locale, string>> = { JA: 'エラー', EN: 'Errors', ZH: '错误' };

const NAMES: Readonly<Record<Locale, string>> = { JA: 'エラー一覧', EN: 'All errors', ZH: '错误列表' };
const HEADERS: Readonly<Record<Locale, readonly string[]>> = {
  JA: ['重大度', 'シート', '行', '列', '見出し', 'コード', '値', '内容'],
  EN: ['Severity', 'Sheet', 'Row', 'Column', 'Header', 'Code', 'Value', 'What is wrong'],
  ZH: ['严重度', '工作表', '行', '列', '标题', '代码', '值', '内容'],
};
const SEVERITIES: Readonly<Record<Locale, Readonly<Record<CatalogueIssue['severity'], string>>>> = {
  JA: { ERROR: 'エラー', WARNING: '警告', INFO: '情報' },
  EN: { ERROR: 'Error', WARNING: 'Warning', INFO: 'Info' },
  ZH: { ERROR: '错误', WARNING: '警告', INFO: '信息' },
};
const WIDTHS = [10, 20, 8, 6, 20, 24, 24, 100];

/** Everything an import has to say as a table, one line each. */
export function issueTable(issues: AsyncIterable<CatalogueIssue>, locale: Locale): WrittenTable {
  return {
    name: NAMES[locale],
    columns: HEADERS[locale].map((header, index) => ({ header, width: WIDTHS[index] })),
    rows: (async function* (): AsyncGenerator<WrittenValue[]> {
      for await (const issue of issues) {
        const { sheet, row, column, columnName, code, severity, value } = issue;
        const message = catalogueIssueMessage({ ...issue, sheet: '' }, locale);
        yield [SEVERITIES[locale][severity], sheet, row, column, columnName, code, value, message];
      }
    })(),
  };
}
