import { expect, it } from '@jest/globals';
import { Locale } from '#policy';
import { FILE_ISSUE_TEXTS } from './file-issue-texts.ts';
import type { ImportIssue, ImportIssueCode } from './import-issue.ts';
import { issueMessage } from './issue-message.ts';
import { ROW_ISSUE_TEXTS } from './row-issue-texts.ts';

const CODES = Object.keys({ ...FILE_ISSUE_TEXTS, ...ROW_ISSUE_TEXTS }) as ImportIssueCode[];

const ISSUE: ImportIssue = {
  sheet: 'スイッチ',
  row: 12,
  column: 'M',
  columnName: '販売開始日',
  code: 'DATE_FORMAT',
  severity: 'ERROR',
  value: '2024年2月30日',
  expected: { example: '2027-03-31' },
};

it.each([
  [
    Locale.JA,
    'シート「スイッチ」 12行 M列 (販売開始日): 「2024年2月30日」は日付として読めないか、存在しない日です。実在する日を入力してください(例: 2027-03-31)。',
  ],
  [
    Locale.EN,
    'Sheet "スイッチ", row 12, column M (販売開始日): "2024年2月30日" is not a day that exists. Enter one like 2027-03-31.',
  ],
  [
    Locale.ZH,
    '工作表“スイッチ”第 12 行 M 列 (販売開始日): “2024年2月30日”不是有效日期。请输入存在的日期(例如 2027-03-31)。',
  ],
])('says in %s where it is, what is wrong and what to do', (locale, message) => {
  expect(issueMessage(ISSUE, locale)).toBe(message);
});

it.each(CODES)('%s has a whole sentence in every language, whatever its facts', (code) => {
  for (const locale of Object.values(Locale)) {
    const message = issueMessage({ sheet: '', code, severity: 'ERROR' }, locale);
    expect(message).toMatch(locale === 'EN' ? /\.$|: $/ : /[。：:] ?$/);
    expect(message).not.toMatch(/[{}]|undefined/);
  }
});

it('shortens a long list of rows', () => {
  const rows = Array.from({ length: 20 }, (_, index) => `一覧!${index}`);
  const message = issueMessage({ ...ISSUE, code: 'DUP_KEY_CONFLICT', expected: { rows } }, 'EN');
  expect(message).toContain('一覧!7 …');
  expect(message).not.toContain('一覧!8');
});
