import { describe, expect, it } from '@jest/globals';

import { CATALOGUE_WARNING_TEXTS } from './catalogue-warning-texts.ts';

describe('the warnings about a list', () => {
  it.each(Object.entries(CATALOGUE_WARNING_TEXTS))('%s says the same facts in every language', (_, texts) => {
    const factsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
    const facts = factsOf(texts.EN);
    expect(facts.length).toBeGreaterThan(0);
    expect(factsOf(texts.JA)).toEqual(facts);
    expect(factsOf(texts.ZH)).toEqual(facts);
  });
});
