import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { decoderOf, type TextChunks } from './decode-text.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

/** What a reader of one kind of part is told. Names come without prefix; an element of no use to us has none. */
export interface XmlReader {
  /** `depth` is 1 for the root. */
  open: (name: string, attributes: XmlAttributes, depth: number) => void;
  close: (name: string, depth: number) => void;
  text?: (text: string) => void;
}

/** The vocabulary of a part: what its root must be called, and the namespaces its names may come from. */
export interface XmlVocabulary {
  readonly root: string;
  readonly namespaces: readonly string[];
}

const SPREADSHEET = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
];

/** The vocabulary of a spreadsheet's part, ordinary or strict. */
export function spreadsheetPart(root: string): XmlVocabulary {
  return { root, namespaces: SPREADSHEET };
}

/**
 * Reads a part to its end. It must be well formed in the encoding it names, without a document type, not deeply
 * nested, its tags and texts of ordinary length, and its root of the vocabulary.
 */
export async function readXml(
  part: string,
  chunks: AsyncIterable<Buffer>,
  vocabulary: XmlVocabulary,
  reader: XmlReader,
  betweenChunks?: () => Promise<void> | undefined,
): Promise<void> {
  const events = new XmlEvents(part, vocabulary, reader);
  const parser = events.parser();
  let decoder: TextChunks | undefined;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(part, chunk);
    const said = events.count;
    parser.write(decoded(part, () => decoder?.decode(chunk) ?? ''));
    events.refuseSilence(events.count === said, chunk.length);
    const pause = betweenChunks?.();
    if (pause) await pause;
  }
  decoded(part, () => decoder?.end() ?? '');
  parser.close();
}

function decoded(part: string, decode: () => string): string {
  try {
    return decode();
  } catch {
    throw malformed(part);
  }
}

/** The encoding by its byte order mark, by the zeros between ASCII characters, or by the part's own word. */
function decoderFor(part: string, chunk: Buffer): TextChunks {
  const start = chunk.subarray(0, 4).toString('hex');
  if (start.startsWith('fffe') || start.startsWith('3c00')) return decoderOf('utf-16le');
  if (start.startsWith('feff') || start.startsWith('003c')) return decoderOf('utf-16be');
  const declaration = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/.exec(chunk.toString('latin1', 0, 200));
  try {
    return decoderOf(declaration?.[1] ?? 'utf-8');
  } catch {
    throw malformed(part);
  }
}

function malformed(part: string): WorkbookRefusal {
  return new WorkbookRefusal('XML_MALFORMED', { part });
}

const OPTIONS = { xmlns: false, position: false } as const;
const DEEPEST = 64;
const LONGEST_SILENCE = 256 * 1024;

/** Between the parser and a reader: knows depth and prefixes, and refuses what no spreadsheet needs. */
class XmlEvents {
  /** Grows with every tag, text and comment. */
  count = 0;
  private readonly part: string;
  private readonly vocabulary: XmlVocabulary;
  private readonly reader: XmlReader;
  private depth = 0;
  private silence = 0;
  /** The prefixes bound to the vocabulary, each with its colon; empty for the default one. */
  private readonly prefixes = new Set<string>();
  private onlyDefaultPrefix = false;

  constructor(part: string, vocabulary: XmlVocabulary, reader: XmlReader) {
    this.part = part;
    this.vocabulary = vocabulary;
    this.reader = reader;
  }

  parser(): SaxesParser<typeof OPTIONS> {
    const parser = new SaxesParser(OPTIONS);
    parser.on('opentag', (tag) => this.open(tag));
    parser.on('closetag', (tag) => this.close(tag));
    if (this.reader.text) {
      const text = (said: string): void => {
        this.count += 1;
        this.reader.text?.(said);
      };
      parser.on('text', text);
      parser.on('cdata', text);
    }
    parser.on('comment', () => (this.count += 1));
    parser.on('doctype', () => {
      throw new WorkbookRefusal('XML_DOCTYPE', { part: this.part });
    });
    parser.on('error', () => {
      throw malformed(this.part);
    });
    return parser;
  }

  /** A tag or text without end would be gathered in memory for as long as it lasts. */
  refuseSilence(silent: boolean, bytes: number): void {
    this.silence = silent ? this.silence + bytes : 0;
    if (this.silence > LONGEST_SILENCE) throw malformed(this.part);
  }

  private open({ name, attributes }: SaxesTagPlain): void {
    this.count += 1;
    this.depth += 1;
    if (this.depth > DEEPEST) throw malformed(this.part);
    if (this.depth === 1) this.beginRoot(name, attributes);
    const local = this.onlyDefaultPrefix ? name : (this.localName(name) ?? this.nameByOwnDeclaration(name, attributes));
    this.reader.open(local, attributes, this.depth);
  }

  private close({ name }: SaxesTagPlain): void {
    this.count += 1;
    this.reader.close(this.onlyDefaultPrefix ? name : (this.localName(name) ?? ''), this.depth);
    this.depth -= 1;
  }

  private beginRoot(name: string, attributes: XmlAttributes): void {
    this.bind(attributes);
    if (!('xmlns' in attributes) && !name.includes(':')) this.prefixes.add('');
    this.onlyDefaultPrefix = this.prefixes.size === 1 && this.prefixes.has('');
    if (this.localName(name) !== this.vocabulary.root) throw malformed(this.part);
  }

  private bind(attributes: XmlAttributes): boolean {
    const known = this.prefixes.size;
    for (const [name, value] of Object.entries(attributes)) {
      if (!this.vocabulary.namespaces.includes(value)) continue;
      if (name === 'xmlns') this.prefixes.add('');
      else if (name.startsWith('xmlns:')) this.prefixes.add(`${name.slice('xmlns:'.length)}:`);
    }
    return this.prefixes.size > known;
  }

  private localName(name: string): string | undefined {
    const colon = name.indexOf(':') + 1;
    return this.prefixes.has(name.slice(0, colon)) ? name.slice(colon) : undefined;
  }

  /** An element may declare its own prefix for a namespace that its part knows by another one. */
  private nameByOwnDeclaration(name: string, attributes: XmlAttributes): string {
    if (!this.bind(attributes)) return '';
    this.onlyDefaultPrefix = false;
    return this.localName(name) ?? '';
  }
}
