import type { ImportIssue, ImportIssueCode } from '#platform';

/** What is said of a whole list when it is held against the catalogue it would take the place of. */
export type CatalogueWarningCode =
  | 'PRICE_JUMP'
  | 'LEVEL_VANISHED'
  | 'MACHINE_TYPE_VANISHED'
  | 'LAST_24_MONTH_RENEWAL'
  | 'WITHDRAWN_ORDERED'
  | 'WITHDRAWN_RENEWALS'
  | 'MASS_WITHDRAWAL'
  | 'WHOLESALE_PRICES_LOST'
  | 'LIST_DATE_OLDER';

/** An issue of the reading, or a warning of the judging, in one shape. */
export type CatalogueIssue = Omit<ImportIssue, 'code'> & { readonly code: ImportIssueCode | CatalogueWarningCode };

export type CatalogueWarning = CatalogueIssue & { readonly code: CatalogueWarningCode };
