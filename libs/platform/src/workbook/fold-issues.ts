import type { ImportIssue, ImportIssueCode } from './import-issue.ts';

/** Said once for a whole column: the same remark on every row would bury the others. */
const FOLDED: ReadonlySet<ImportIssueCode> = new Set(['DATE_FROM_SERIAL']);

/** The issues in the order of sheets, rows and columns, with repeated remarks on one column folded into the first. */
export function foldIssues(issues: readonly ImportIssue[], sheetNames: readonly string[]): ImportIssue[] {
  const counts = new Map<string, number>();
  const kept = issues.filter((issue) => {
    if (!FOLDED.has(issue.code)) return true;
    const count = (counts.get(foldKey(issue)) ?? 0) + 1;
    counts.set(foldKey(issue), count);
    return count === 1;
  });
  const order = new Map(sheetNames.map((name, index) => [name, index]));
  return kept
    .map((issue): ImportIssue => {
      const count = counts.get(foldKey(issue));
      return count === undefined || !FOLDED.has(issue.code)
        ? issue
        : { ...issue, expected: { ...issue.expected, count } };
    })
    .sort(
      (a, b) =>
        (order.get(a.sheet) ?? -1) - (order.get(b.sheet) ?? -1) ||
        (a.row ?? 0) - (b.row ?? 0) ||
        (a.column ?? '').length - (b.column ?? '').length ||
        (a.column ?? '').localeCompare(b.column ?? '', 'en'),
    );
}

function foldKey({ sheet, column, code }: ImportIssue): string {
  return `${code}\n${sheet}\n${column ?? ''}`;
}
