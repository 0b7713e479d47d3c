import { describe, expect, it } from '@jest/globals';

import { logPosition } from './log-position.ts';

describe('a place in the log of PostgreSQL', () => {
  it.each([
    ['0/0', 0n],
    ['0/16B3748', 0x16b3748n],
    ['16/B374D848', 0x16b374d848n],
    ['FFFFFFFF/ffffffff', 0xffffffffffffffffn],
  ])('%s is a number', (text, position) => {
    expect(logPosition(text)).toBe(position);
  });

  it('grows with its first part before its second', () => {
    expect(logPosition('2/0')).toBeGreaterThan(logPosition('1/FFFFFFFF'));
    expect(logPosition('10/0')).toBeGreaterThan(logPosition('9/0'));
  });

  it.each(['', '1', '1/', '/1', '1/2/3', 'x/1', '123456789/0'])('"%s" is none', (text) => {
    expect(() => logPosition(text)).toThrow('no place in the log');
  });
});
