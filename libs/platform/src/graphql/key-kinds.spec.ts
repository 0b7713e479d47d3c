import { describe, expect, it } from '@jest/globals';

import { pageOf, writeCursor } from './connection.ts';
import { keyAmong, type KeyKind, keyKinds } from './key-kinds.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';

describe('a cursor', () => {
  const read = (kinds: readonly KeyKind[], key: readonly unknown[]): readonly unknown[] | undefined =>
    pageOf({ after: writeCursor(key) }, kinds).beyond;

  it.each([
    [
      [keyKinds.day, keyKinds.id],
      ['2026-11-30', ID],
    ],
    [
      [keyKinds.text, keyKinds.text],
      ['7X06', 'S1'],
    ],
    [
      [keyKinds.instant, keyKinds.text, keyKinds.integer],
      ['2026-11-02T01:00:00.000Z', '', 3],
    ],
    [
      [keyAmong({ RENEWAL: 1 }), keyKinds.boolean, keyKinds.number],
      ['RENEWAL', false, -1.5],
    ],
  ])('of the list is taken (%#)', (kinds, key) => {
    expect(read(kinds, key)).toEqual(key);
  });

  it.each([
    [
      [keyKinds.day, keyKinds.id],
      ['7X06', 'S1'],
    ],
    [
      [keyKinds.day, keyKinds.id],
      ['2026-11-31', ID],
    ],
    [[keyKinds.day, keyKinds.id], ['2026-11-30']],
    [
      [keyKinds.text, keyKinds.text],
      [1, 'S1'],
    ],
    [[keyKinds.integer], [1.5]],
    [[keyKinds.integer], [2 ** 40]],
    [[keyAmong({ RENEWAL: 1 })], ['toString']],
    [[keyKinds.instant], ['soon']],
  ])('of another list is refused (%#)', (kinds, key) => {
    expect(() => read(kinds, key)).toThrow('This is not a cursor of this list');
  });
});
