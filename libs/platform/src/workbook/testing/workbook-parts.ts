import { zipOf, type ZipEntrySpec } from './zip-of.ts';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a workbook by name; a part without content is left out. */
export type WorkbookParts = Readonly<Record<string, string | Buffer | undefined>>;

/** What a small workbook says, in the XML of its parts. */
export interface SmallWorkbook {
  /** What stands in `sheetData`. */
  readonly rows?: string;
  /** What stands behind `sheetData`. */
  readonly below?: string;
  readonly strings?: string;
  readonly styles?: string;
  /** What stands in `workbook` besides the sheets. */
  readonly inWorkbook?: string;
  /** Parts to add, replace or leave out. */
  readonly parts?: WorkbookParts;
}

/** The parts of a workbook with one sheet. */
export function partsOf({
  rows = '',
  below = '',
  strings,
  styles,
  inWorkbook = '',
  parts,
}: SmallWorkbook): ZipEntrySpec[] {
  const all: WorkbookParts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationshipsXml({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${inWorkbook}<sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationshipsXml({
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
      ...(strings !== undefined && { rId2: ['sharedStrings', 'sharedStrings.xml'] }),
      ...(styles !== undefined && { rId3: ['styles', 'styles.xml'] }),
    }),
    'xl/worksheets/sheet1.xml': `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${below}</worksheet>`,
    'xl/sharedStrings.xml': strings === undefined ? undefined : `${DECLARATION}<sst xmlns="${MAIN}">${strings}</sst>`,
    'xl/styles.xml':
      styles === undefined ? undefined : `${DECLARATION}<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    ...parts,
  };
  return Object.entries(all).flatMap(([name, content]) => (content === undefined ? [] : [{ name, content }]));
}

/** A workbook with one sheet, byte by byte. */
export function smallWorkbook(workbook: SmallWorkbook): Buffer {
  return zipOf(partsOf(workbook));
}

/** A relationships part: type and target by id. */
export function relationshipsXml(targets: Readonly<Record<string, readonly [string, string]>>): string {
  const lines = Object.entries(targets).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`;
}

/** The styles of which cells name the number formats in turn, behind the plain one. */
export function stylesXml(...formats: readonly (string | number)[]): string {
  const custom = formats.filter((format) => typeof format === 'string');
  const id = (format: string | number): number => (typeof format === 'number' ? format : 164 + custom.indexOf(format));
  return (
    `<numFmts>${custom.map((format) => `<numFmt numFmtId="${id(format)}" formatCode="${escapeXml(format)}"/>`).join('')}</numFmts>` +
    '<fonts><font/></fonts>' +
    `<cellXfs><xf numFmtId="0" fontId="0"/>${formats.map((format) => `<xf numFmtId="${id(format)}" fontId="0"/>`).join('')}</cellXfs>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
