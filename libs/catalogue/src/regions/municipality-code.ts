import { isLocalGovernmentCode } from '#platform';

/** The first five digits of a municipality code, by which places are told apart. */
export type MunicipalityKey = string;

/** The five digits of a code written with or without its check digit; nothing when it cannot be one. */
export function municipalityKey(text: string): MunicipalityKey | undefined {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{5}$/.test(digits) || isLocalGovernmentCode(digits) ? digits.slice(0, 5) : undefined;
}
