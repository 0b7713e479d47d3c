import { describe, expect, it } from '@jest/globals';

import { storableJson } from './storable-json.ts';

describe('JSON for the database', () => {
  it.each([
    ['a\u0000b', '"ab"'],
    ['half \uD800 pair', '"half \uFFFD pair"'],
    ['😀 𠮷野家', '"😀 𠮷野家"'],
    [{ deep: [{ text: '\u0000' }] }, '{"deep":[{"text":""}]}'],
    [{ none: undefined, no: null, at: new Date(0) }, '{"no":null,"at":"1970-01-01T00:00:00.000Z"}'],
  ])('of %j is %s', (value, json) => {
    expect(storableJson(value)).toBe(json);
  });
});
