/** What a product number is made of. A bare machine type has no model. */
export interface ProductNumber {
  readonly machineType: string;
  readonly model?: string;
  readonly productNumber: string;
}
export type UnreadableReason = 'EMPTY' | 'LENGTH' | 'CHARACTERS';
/** Why a text cannot be a number: the reason, what was left after cleaning, and its length. */
export interface Unreadable {
  readonly reason: UnreadableReason;
  readonly cleaned: string;
  readonly length: number;
}

const MACHINE_TYPE_LENGTH = 4;
/** Seven and eleven by the source, ten by real ThinkSystem numbers, four for the machine type alone (rules.md c.1). */
const PRODUCT_NUMBER_LENGTHS: readonly number[] = [4, 7, 10, 11];
const LONGEST_SERIAL = 32;
const BLANKS_AND_HYPHENS = /[\s\u200B-\u200D\u2060\uFEFF\u00AD\-‐‑‒–—―−─ーｰ_.·・]/gu;
const ALPHANUMERICS = /^[0-9A-Z]+$/;
const BASE_MODEL = /^(?:AC1|HC3|CTO.*)$/;

/** Reads a product number as people paste it: any width, case, hyphens, blanks (rules.md R-CAT-MTM, R-CAT-NOHYPHEN). */
export function normaliseProductNumber(text: string): ProductNumber | Unreadable {
  const cleaned = clean(text);
  const unreadable = unreadableBecause(cleaned, (length) => PRODUCT_NUMBER_LENGTHS.includes(length));
  if (unreadable) return unreadable;
  const machineType = cleaned.slice(0, MACHINE_TYPE_LENGTH);
  const model = cleaned.slice(MACHINE_TYPE_LENGTH);
  return { machineType, ...(model && { model }), productNumber: cleaned };
}

/** Reads a serial: 1 to 32 letters and digits after the same cleaning. */
export function normaliseSerial(text: string): { readonly serial: string } | Unreadable {
  const cleaned = clean(text);
  return unreadableBecause(cleaned, (length) => length <= LONGEST_SERIAL) ?? { serial: cleaned };
}

/** Whether the model is a base-model code, common to almost all machine types: `AC1`, `CTO…`, `HC3` (R-CAT-AC1). */
export function isBaseModel(model: string): boolean {
  return BASE_MODEL.test(model);
}

function clean(text: string): string {
  return text
    .normalize('NFKC')
    .replace(BLANKS_AND_HYPHENS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function unreadableBecause(cleaned: string, fits: (length: number) => boolean): Unreadable | undefined {
  const { length } = cleaned;
  if (length === 0) return { reason: 'EMPTY', cleaned, length };
  if (!ALPHANUMERICS.test(cleaned)) return { reason: 'CHARACTERS', cleaned, length };
  if (!fits(length)) return { reason: 'LENGTH', cleaned, length };
  return undefined;
}
