import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBaseModel, normaliseProductNumber, normaliseSerial } from './product-number.ts';

describe('product numbers', () => {
  it.each([
    { id: 'W78', text: '7x06-cto1ww', number: { machineType: '7X06', model: 'CTO1WW', productNumber: '7X06CTO1WW' } },
    { id: 'W78', text: '８８７１ＡＣ１', number: { machineType: '8871', model: 'AC1', productNumber: '8871AC1' } },
    { id: 'W78', text: '7X06', number: { machineType: '7X06', productNumber: '7X06' } },
    { id: 'W78', text: '7X06CTO1WWJ', number: { machineType: '7X06', model: 'CTO1WWJ', productNumber: '7X06CTO1WWJ' } },
    {
      id: 'blanks',
      text: ' 7X06\u3000CTO1\u200BWW ',
      number: { machineType: '7X06', model: 'CTO1WW', productNumber: '7X06CTO1WW' },
    },
    {
      id: 'a long vowel mark',
      text: '７Ｘ０６ーＣＴＯ１ＷＷ',
      number: { machineType: '7X06', model: 'CTO1WW', productNumber: '7X06CTO1WW' },
    },
    {
      id: 'a half-width one',
      text: '7X06ｰCTO1WW',
      number: { machineType: '7X06', model: 'CTO1WW', productNumber: '7X06CTO1WW' },
    },
    {
      id: 'a minus sign',
      text: '7X06−CTO1WW',
      number: { machineType: '7X06', model: 'CTO1WW', productNumber: '7X06CTO1WW' },
    },
  ])('$id: reads "$text"', ({ text, number }) => {
    expect(normaliseProductNumber(text)).toEqual(number);
  });

  it.each([
    { id: 'W78', text: '7X06CTO1W', reason: 'LENGTH', length: 9 },
    { id: 'one short of a machine type', text: '7X0', reason: 'LENGTH', length: 3 },
    { id: 'one more than a machine type', text: '7X06C', reason: 'LENGTH', length: 5 },
    { id: 'one more than the longest', text: '7X06CTO1WWJP', reason: 'LENGTH', length: 12 },
    { id: 'nothing', text: '', reason: 'EMPTY', length: 0 },
    { id: 'hyphens only', text: '－ー‐', reason: 'EMPTY', length: 0 },
    { id: 'kanji', text: '継続サビス機', reason: 'CHARACTERS', length: 6 },
    { id: 'a letter that grows', text: '7X0ß', reason: 'CHARACTERS', length: 4 },
  ])('$id: "$text" cannot be one ($reason)', ({ text, reason, length }) => {
    expect(normaliseProductNumber(text)).toMatchObject({ reason, length });
  });

  it('stay the same when read again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-zA-Z -]{4,12}$/)), (text) => {
        const once = normaliseProductNumber(text);
        if ('productNumber' in once) expect(normaliseProductNumber(once.productNumber)).toEqual(once);
        else expect(once.cleaned).toHaveLength(once.length);
      }),
    );
  });

  it.each([
    { model: 'AC1', isBase: true },
    { model: 'HC3', isBase: true },
    { model: 'CTO1WW', isBase: true },
    { model: 'A0EJNA', isBase: false },
    { model: 'AC12', isBase: false },
    { model: 'XAC1', isBase: false },
  ])('knows whether $model is a base model: $isBase', ({ model, isBase }) => {
    expect(isBaseModel(model)).toBe(isBase);
  });
});

describe('serials', () => {
  it.each([
    { text: 'j-10 abc', result: { serial: 'J10ABC' } },
    { text: 'A'.repeat(32), result: { serial: 'A'.repeat(32) } },
    { text: 'A'.repeat(33), result: { reason: 'LENGTH', cleaned: 'A'.repeat(33), length: 33 } },
    { text: ' ', result: { reason: 'EMPTY', cleaned: '', length: 0 } },
    { text: '@J1', result: { reason: 'CHARACTERS', cleaned: '@J1', length: 3 } },
    { text: 'J1@', result: { reason: 'CHARACTERS', cleaned: 'J1@', length: 3 } },
  ])('reads "$text"', ({ text, result }) => {
    expect(normaliseSerial(text)).toEqual(result);
  });
});
