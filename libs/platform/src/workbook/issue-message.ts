import type { Locale } from '#policy';
import { FILE_ISSUE_TEXTS } from './file-issue-texts.ts';
import type { ImportIssue } from './import-issue.ts';
import { ROW_ISSUE_TEXTS } from './row-issue-texts.ts';

const TEXTS = { ...FILE_ISSUE_TEXTS, ...ROW_ISSUE_TEXTS };

const MOST_LISTED = 8;

/** Stands where somebody may not be told what a cell holds; no price, day or number is read of it. */
export const WITHHELD: Readonly<Record<Locale, string>> = { JA: '(非表示)', EN: '(withheld)', ZH: '(不公开)' };

/** The issue as a sentence: where, what was wrong, what was expected and what to do about it. */
export function issueMessage(issue: ImportIssue, locale: Locale): string {
  const where = placeOf(issue, locale);
  const text = TEXTS[issue.code][locale].replace(/\{(\w+)\}/g, (_, name: string) => factOf(issue, name, locale));
  return where === '' ? text : `${where}: ${text}`;
}

function placeOf({ sheet, row, column, columnName }: ImportIssue, locale: Locale): string {
  if (sheet === '') return '';
  const header = columnName === undefined ? '' : ` (${columnName})`;
  switch (locale) {
    case 'JA':
      return `シート「${sheet}」${row === undefined ? '' : ` ${row}行`}${column === undefined ? '' : ` ${column}列${header}`}`;
    case 'EN':
      return `Sheet "${sheet}"${row === undefined ? '' : `, row ${row}`}${column === undefined ? '' : `, column ${column}${header}`}`;
    case 'ZH':
      return `工作表“${sheet}”${row === undefined ? '' : `第 ${row} 行`}${column === undefined ? '' : ` ${column} 列${header}`}`;
  }
}

const READ_AS: Readonly<Record<Locale, string>> = { JA: '({}と読みました)', EN: ' (read as {})', ZH: '(读作 {})' };
const EXAMPLE: Readonly<Record<Locale, string>> = { JA: '(例: {})', EN: ', like {}', ZH: '(例如 {})' };

function factOf({ code, value, expected = {}, withheld }: ImportIssue, name: string, locale: Locale): string {
  if (withheld && expected[name] === undefined) return WITHHELD[locale];
  if (name === 'value') return value ?? '';
  const fact = expected[name];
  const text = Array.isArray(fact) ? listed(fact) : String(fact ?? '');
  if (name === 'part') return text === '' ? '' : ` (${text})`;
  if (code !== 'DATE_PARTIAL' || text === '') return text;
  return (name === 'readAs' ? READ_AS : EXAMPLE)[locale].replace('{}', text);
}

function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_LISTED).join(', ');
  return values.length > MOST_LISTED ? `${shown} …` : shown;
}
