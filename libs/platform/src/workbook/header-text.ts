/** A header as written, and what it is matched by. */
export interface HeaderText {
  readonly text: string;
  /** Width, case, blanks, line breaks and punctuation taken out; qualifiers too. Empty for a bare `税抜`. */
  readonly key: string;
  /** What stands in brackets, and a tax basis written without any. */
  readonly qualifiers: readonly string[];
}

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
const BRACKETS = /[([【〔<〈]([^()[\]【】〔〕<>〈〉]*)[)\]】〕>〉]/g;
const LEFT_OUT = /[\s・･*※:：/／.,、。'"_-]/g;
const TAX_BASIS = /^(税抜き?|税別|税込み?)|(税抜き?|税別|税込み?)$/;

/** Reads a header's text into its key and qualifiers. */
export function readHeaderText(text: string): HeaderText {
  const qualifiers: string[] = [];
  const outside = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(BRACKETS, (_, inside: string) => {
      qualifiers.push(headerKey(inside));
      return '';
    });
  const key = headerKey(outside);
  const basis = TAX_BASIS.exec(key)?.[0];
  if (basis === undefined) return { text, key, qualifiers };
  return { text, key: key.replace(TAX_BASIS, ''), qualifiers: [...qualifiers, basis] };
}

function headerKey(text: string): string {
  return text.replace(LEFT_OUT, '').toLowerCase();
}

/** The tax basis that a header's qualifiers name, if any. */
export function taxBasisOf({ qualifiers }: Pick<HeaderText, 'qualifiers'>): 'WITHOUT_TAX' | 'WITH_TAX' | undefined {
  for (const qualifier of qualifiers) {
    if (/税抜|税別|excl|extax|withouttax|beforetax|net/.test(qualifier)) return 'WITHOUT_TAX';
    if (/税込|incl|inctax|withtax|gross/.test(qualifier)) return 'WITH_TAX';
  }
  return undefined;
}
