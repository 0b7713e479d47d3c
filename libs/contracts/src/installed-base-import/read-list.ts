import { readWorkbook, type ReadWorkbookOptions, type WorkbookProblem } from '#platform';
import { type ParsedInstalledBase, parseInstalledBase, parseListedMachines } from '#installed-base';

import type { InstalledBaseSource } from './installed-base-import.entity.ts';

/** A list as it came in. */
export interface StoredList {
  readonly source: InstalledBaseSource;
  readonly content: Buffer;
}

/** The machines of a list, in whatever way it came in; or why nothing of it can be read. */
export async function readList(
  { source, content }: StoredList,
  options: ReadWorkbookOptions = {},
): Promise<ParsedInstalledBase | { readonly problem: WorkbookProblem }> {
  if (source === 'REQUEST') return parseListedMachines(content);
  const read = await readWorkbook(content, options);
  return 'problem' in read ? read : parseInstalledBase(read);
}
