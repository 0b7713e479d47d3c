import type { Locale } from '#policy';
import { type ImportIssue, issueMessage } from '#platform';

import type { CatalogueIssue, CatalogueWarning } from './catalogue-issue.ts';
import { CATALOGUE_WARNING_TEXTS } from './catalogue-warning-texts.ts';

/** The issue as a sentence, whoever said it. */
export function catalogueIssueMessage(issue: CatalogueIssue, locale: Locale): string {
  if (!isCatalogueWarning(issue)) return issueMessage(issue as ImportIssue, locale);
  const { code, expected = {} } = issue;
  return CATALOGUE_WARNING_TEXTS[code][locale].replace(/\{(\w+)\}/g, (_, name: string) => String(expected[name] ?? ''));
}

function isCatalogueWarning(issue: CatalogueIssue): issue is CatalogueWarning {
  return issue.code in CATALOGUE_WARNING_TEXTS;
}
