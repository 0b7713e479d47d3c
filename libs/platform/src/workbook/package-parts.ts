import { posix } from 'node:path';
import type { WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { readXml, spreadsheetPart, type XmlAttributes, type XmlReader } from './xml-part.ts';
import { type ByteTally, partKey, readZipPart, type ZipEntries, type ZipPart } from './zip-entries.ts';

/** A package under inspection: its parts, and how much of them has been inflated. */
export interface OpenPackage {
  readonly entries: ZipEntries;
  readonly limits: WorkbookLimits;
  readonly tally: ByteTally;
}

/** A worksheet as the workbook part names it. */
export interface DeclaredSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: ZipPart;
}

/** What a workbook says it holds. */
export interface WorkbookOutline {
  readonly workbook: ZipPart;
  /** Worksheets in the order of the tabs; chart and dialogue sheets are left out. */
  readonly sheets: readonly DeclaredSheet[];
  readonly sharedStrings: ZipPart | undefined;
  readonly styles: ZipPart | undefined;
  readonly date1904: boolean;
}

/** The chunks of a part. */
export function chunksOf({ entries, limits, tally }: OpenPackage, part: ZipPart): AsyncIterable<Buffer> {
  return readZipPart(entries, part, limits, tally);
}

/**
 * Reads what a workbook holds by its relationships, whatever its parts are called. External targets are never
 * followed, and nothing is looked up outside the package.
 */
export async function readOutline(opened: OpenPackage): Promise<WorkbookOutline> {
  const { byName } = opened.entries;
  const ofPackage = await readRelationships(opened, '');
  const workbook = partOf(opened, ofPackage.find(({ type }) => type === 'officeDocument')?.target ?? WORKBOOK);
  const related = await readRelationships(opened, workbook.name);
  const declared = await readDeclared(opened, workbook);
  const target = (type: string): string | undefined => related.find((relation) => relation.type === type)?.target;
  const byRelation = (type: string, usual: string): ZipPart | undefined => {
    const named = target(type);
    return named === undefined ? byName.get(usual) : partOf(opened, named);
  };
  const sheets = declared.sheets.flatMap(({ name, hidden, id }) => {
    const relation = related.find((candidate) => candidate.id === id);
    if (relation === undefined) throw new WorkbookRefusal('PART_MISSING', { part: name });
    return relation.type === 'worksheet' ? [{ name, hidden, part: partOf(opened, relation.target) }] : [];
  });
  if (sheets.length === 0) throw new WorkbookRefusal('PART_MISSING', { part: workbook.name });
  return {
    workbook,
    sheets,
    sharedStrings: byRelation('sharedStrings', 'xl/sharedstrings.xml'),
    styles: byRelation('styles', 'xl/styles.xml'),
    date1904: declared.date1904,
  };
}

const WORKBOOK = 'xl/workbook.xml';

function partOf({ entries }: OpenPackage, target: string): ZipPart {
  const part = entries.byName.get(partKey(target));
  if (part === undefined) throw new WorkbookRefusal('PART_MISSING', { part: target });
  return part;
}

interface Relationship {
  readonly id: string;
  /** The last word of the type, the same for ordinary and strict files. */
  readonly type: string;
  /** Inside the package, from its root. */
  readonly target: string;
}

const RELATIONSHIPS = {
  root: 'Relationships',
  namespaces: ['http://schemas.openxmlformats.org/package/2006/relationships'],
};

/** The relationships of a part, or of the package itself; none when it says nothing. */
async function readRelationships(opened: OpenPackage, from: string): Promise<Relationship[]> {
  const folder = posix.dirname(`/${from.replaceAll('\\', '/')}`);
  const part = opened.entries.byName.get(partKey(posix.join(folder, '_rels', `${posix.basename(from)}.rels`)));
  const found: Relationship[] = [];
  if (part === undefined) return found;
  await readXml(part.name, chunksOf(opened, part), RELATIONSHIPS, {
    open(name, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      if (found.length >= opened.limits.entries) throw new WorkbookRefusal('XML_MALFORMED', { part: part.name });
      found.push({ id, type: posix.basename(type ?? ''), target: resolved(folder, target) });
    },
    close: () => undefined,
  });
  return found;
}

/** A target from the root of the package. One that climbs out of it ends at the root, where nothing is. */
function resolved(folder: string, target: string): string {
  const path = posix.resolve(folder, target.replaceAll('\\', '/'));
  try {
    return decodeURIComponent(path).slice(1);
  } catch {
    return path.slice(1);
  }
}

interface DeclaredInWorkbook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly id: string }[];
  readonly date1904: boolean;
}

async function readDeclared(opened: OpenPackage, workbook: ZipPart): Promise<DeclaredInWorkbook> {
  const reader = new WorkbookReader(opened.limits);
  await readXml(workbook.name, chunksOf(opened, workbook), spreadsheetPart('workbook'), reader);
  return reader;
}

class WorkbookReader implements XmlReader, DeclaredInWorkbook {
  readonly sheets: { readonly name: string; readonly hidden: boolean; readonly id: string }[] = [];
  date1904 = false;
  private readonly limits: WorkbookLimits;
  private inSheets = false;

  constructor(limits: WorkbookLimits) {
    this.limits = limits;
  }

  open(name: string, attributes: XmlAttributes, depth: number): void {
    if (depth === 2) this.inSheets = name === 'sheets';
    if (depth === 2 && name === 'workbookPr') this.date1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
    if (depth !== 3 || !this.inSheets || name !== 'sheet') return;
    const id = Object.entries(attributes).find(([attribute]) => attribute.endsWith(':id'))?.[1] ?? '';
    this.sheets.push({
      name: attributes['name'] ?? '',
      hidden: /^(?:veryH|h)idden$/.test(attributes['state'] ?? ''),
      id,
    });
    const limit = this.limits.sheets;
    if (this.sheets.length > limit) throw new WorkbookRefusal('LIMIT_SHEETS', { found: this.sheets.length, limit });
  }

  close(): void {
    return;
  }
}
