import type { ImportIssue } from './import-issue.ts';

/** Why a readable file holds nothing of what it was sent for: what it says of its headers, or that every row is wrong. */
export function nothingReadable(issues: readonly ImportIssue[]): ImportIssue {
  const errors = issues.filter(({ severity }) => severity === 'ERROR');
  const ofTheFile = errors.find(({ sheet }) => sheet === '');
  return ofTheFile ?? errors[0] ?? { sheet: '', code: 'ROWS_MISSING', severity: 'ERROR' };
}
