import { CLAUSES, type RuleCode } from './clauses.ts';
import type { Text } from './clauses/clause.ts';
import { REMEDIES } from './clauses/remedies.ts';
import type { FactValue, Finding, Remedy } from './decision.ts';
import { WORDS_OF } from './fact-words.ts';
import { LANGUAGE } from './names.ts';
import type { Locale } from './vocabulary.ts';

/** A clause in one language: our own words, and where the source says it. */
export interface LocalisedClause {
  readonly document: string;
  readonly locator: string;
  readonly text: string;
}

const LIST_SEPARATOR: Readonly<Record<Locale, string>> = { JA: '、', EN: ', ', ZH: '、' };

/** What the finding says to a person. */
export function messageOf({ rule, facts }: Finding, locale: Locale): string {
  return filled(CLAUSES[rule], facts, locale);
}

/** The clause a rule rests on. */
export function clauseOf(rule: RuleCode, locale: Locale): LocalisedClause {
  const { document, locator, text } = CLAUSES[rule];
  return { document, locator, text: text[LANGUAGE[locale]] };
}

/** What the remedy proposes to a person. */
export function remedyMessage({ action, facts }: Remedy, locale: Locale): string {
  return filled(REMEDIES[action], facts, locale);
}

interface Message {
  readonly message: Text;
  readonly variants?: Readonly<Record<string, Text>>;
}

function filled({ message, variants }: Message, facts: Finding['facts'], locale: Locale): string {
  const template = variants?.[String(facts.reason)] ?? message;
  return template[LANGUAGE[locale]].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = facts[name];
    return value === undefined ? place : readable(name, value, locale);
  });
}

function readable(name: string, value: FactValue, locale: Locale): string {
  const words = WORDS_OF[name];
  const word = (code: string) => words?.[code]?.[LANGUAGE[locale]] ?? code;
  return Array.isArray(value) ? value.map(word).join(LIST_SEPARATOR[locale]) : word(String(value));
}
