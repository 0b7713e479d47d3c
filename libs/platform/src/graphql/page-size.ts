export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 100;

/** How many items a page may have at most: what was asked for, as far as it is allowed. */
export function pageSize({ first, last, before }: Readonly<Record<string, unknown>>): number {
  const asked = (last ?? before) != null ? last : first;
  return typeof asked === 'number' ? Math.min(Math.max(asked, 1), LARGEST_PAGE) : DEFAULT_PAGE;
}
