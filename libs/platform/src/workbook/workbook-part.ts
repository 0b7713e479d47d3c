/** A worksheet as the workbook part names it. */
export interface DeclaredSheet {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** The path of its part inside the package. */
  readonly part: string;
}

/** The worksheets that the workbook part declares, in the order of the tabs; chart and dialogue sheets are left out. */
export function declaredSheets(workbookXml: string, relationshipsXml: string): DeclaredSheet[] {
  const targets = new Map<string, string>();
  for (const attributes of elementsNamed(relationshipsXml, 'Relationship')) {
    const id = attributes.get('Id');
    const target = attributes.get('Target');
    if (id === undefined || target === undefined || !attributes.get('Type')?.endsWith('/worksheet')) continue;
    targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return elementsNamed(workbookXml, 'sheet').flatMap((attributes) => {
    const part = targets.get(attributes.get('r:id') ?? '');
    if (part === undefined) return [];
    const state = attributes.get('state');
    const hidden = state === 'hidden' || state === 'veryHidden' ? state : 'visible';
    return [{ name: attributes.get('name') ?? '', state: hidden, part }];
  });
}

const UNSAFE_NAMES = /__proto__|\b(?:constructor|prototype)\b/i;

/** Whether no sheet and no defined name is called like something every JavaScript object has. */
export function namesAreSafe(workbookXml: string): boolean {
  const definedNames = [...workbookXml.matchAll(/<definedName\b([^>]*)>([^<]*)</g)];
  const texts = [
    ...definedNames.flatMap(([, attributes = '', text = '']) => [attributes, text]),
    ...elementsNamed(workbookXml, 'sheet').map((attributes) => attributes.get('name') ?? ''),
  ];
  return !texts.some((text) => UNSAFE_NAMES.test(decodeXml(text)));
}

function elementsNamed(xml: string, element: string): Map<string, string>[] {
  return [...xml.matchAll(new RegExp(`<${element}\\s([^>]*)>`, 'g'))].map(
    ([, attributes = '']) =>
      new Map(
        [...attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
          ([, name = '', double, single]): [string, string] => [name, decodeXml(double ?? single ?? '')],
        ),
      ),
  );
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi,
    (entity: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? entity;
      const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}
