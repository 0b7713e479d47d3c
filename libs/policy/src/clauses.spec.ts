import { describe, expect, it } from '@jest/globals';
import { CLAUSES, RULE_CODES, type RuleCode } from './clauses.ts';
import { REMEDIES } from './clauses/remedies.ts';
import { clauseOf, messageOf } from './message-of.ts';
import { findingOf } from './testing/a-request.ts';
import { judged } from './testing/example.ts';
import { EXAMPLES } from './testing/rule-examples.ts';
import { Locale } from './vocabulary.ts';

const LANGUAGES = ['ja', 'en', 'zh'] as const;
const placesIn = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe.each(RULE_CODES.map((rule) => ({ rule })))('$rule', ({ rule }) => {
  const clause = CLAUSES[rule];
  const messages = [clause.message, ...Object.values(clause.variants ?? {})];
  const findingsOfExamples = () => EXAMPLES[rule].speaks.map((given) => findingOf(judged(given), rule));

  it('has its clause and messages in three languages, and a pointer', () => {
    for (const text of [clause.text, ...messages]) {
      for (const language of LANGUAGES) expect(text[language].trim()).not.toBe('');
      expect(new Set(LANGUAGES.map((language) => text[language])).size).toBe(3);
      expect(text.ja).toMatch(/[\u3040-\u30FF]/);
      expect(text.en).not.toMatch(/[\u3040-\u9FFF]/);
      expect(text.zh).not.toMatch(/[\u3040-\u30FA]/);
    }
    expect(clause.document).toMatch(/^(003_ae3b908445b4cbdd|keizoku-policy)$/);
    expect(clause.locator).not.toBe('');
    expect(clauseOf(rule, 'EN')).toEqual({ document: clause.document, locator: clause.locator, text: clause.text.en });
  });

  it('asks for the same facts in every language', () => {
    for (const text of messages) {
      expect(placesIn(text.en)).toEqual(placesIn(text.ja));
      expect(placesIn(text.zh)).toEqual(placesIn(text.ja));
    }
  });

  it('speaks where it should, with all the facts its message names', () => {
    for (const finding of findingsOfExamples()) {
      expect(finding).toBeDefined();
      if (finding === undefined) continue;
      const template = clause.variants?.[String(finding.facts.reason)] ?? clause.message;
      expect(Object.keys(finding.facts)).toEqual(expect.arrayContaining(placesIn(template.ja)));
      for (const locale of Object.values(Locale))
        expect(messageOf(finding, locale)).not.toMatch(/[{}]|[A-Z0-9]+_[A-Z0-9]/);
    }
  });

  it('has an example for each of its messages', () => {
    const said = findingsOfExamples().map((finding) => String(finding?.facts.reason));
    expect(said).toEqual(expect.arrayContaining(Object.keys(clause.variants ?? {})));
    expect(said.some((reason) => !(reason in (clause.variants ?? {})))).toBe(true);
  });

  it('is silent where it should be', () => {
    expect(findingOf(judged(EXAMPLES[rule].silent), rule)).toBeUndefined();
  });
});

it('every rule has examples, and no other code has', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...RULE_CODES].sort());
});

it('every remedy has its message in three languages', () => {
  for (const { message, variants } of Object.values(REMEDIES)) {
    for (const text of [message, ...Object.values(variants ?? {})]) {
      expect(new Set(LANGUAGES.map((language) => text[language])).size).toBe(3);
      expect(placesIn(text.en)).toEqual(placesIn(text.ja));
      expect(placesIn(text.zh)).toEqual(placesIn(text.ja));
    }
  }
});

it.each<{ locale: Locale; places: string }>([
  { locale: 'JA', places: '愛知県弥富市、三重県木曽岬町' },
  { locale: 'EN', places: '愛知県弥富市, 三重県木曽岬町' },
  { locale: 'ZH', places: '愛知県弥富市、三重県木曽岬町' },
])('a list is read out as the language does ($locale)', ({ locale, places }) => {
  const facts = { reason: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'], serviceLevel: 'FULL_24X7_4H' };
  expect(messageOf({ rule: 'REG_UNKNOWN', effect: 'APPROVE', facts }, locale)).toContain(places);
});

it('a fact that is not there is shown as missing, not as a word', () => {
  expect(messageOf({ rule: 'REN_CHAIN_MIN', effect: 'WARN', facts: {} }, 'EN')).toMatch(/\{endsOn\}/);
});

it.each<{ locale: Locale; message: string }>([
  { locale: 'JA', message: 'サービスレベルが24時間×週7日から翌営業日以降対応 (9時間×週5日)に下がります。' },
  { locale: 'EN', message: 'The service level would drop from 24x7 to Next business day, 9x5.' },
  { locale: 'ZH', message: '服务级别将由24小时×每周7天降为下一工作日响应 (9小时×每周5天)。' },
])('codes are read out in words ($locale)', ({ locale, message }) => {
  const facts = { serviceLevel: 'NBD_9X5', previousLevel: 'FULL_24X7' };
  expect(messageOf({ rule: 'REN_TIER_CHANGE' satisfies RuleCode, effect: 'WARN', facts }, locale)).toBe(message);
});
