import { text } from 'node:stream/consumers';

import { describe, expect, it } from '@jest/globals';

import { writeCsv } from './write-csv.ts';
import type { WrittenTable, WrittenValue } from './written-values.ts';

async function* rowsOf(rows: readonly (readonly WrittenValue[])[]): AsyncGenerator<readonly WrittenValue[]> {
  yield* rows;
}

const table = (...rows: (readonly WrittenValue[])[]): WrittenTable => {
  return { name: 'list', columns: [{ header: '値' }, { header: 'Note "x"' }], rows: rowsOf(rows) };
};
const written = async (...rows: (readonly WrittenValue[])[]): Promise<string> => {
  const stream = writeCsv(table(...rows));
  return Buffer.concat(await stream.toArray()).toString();
};

describe('a list as text for spreadsheets', () => {
  it('begins with a byte order mark, quotes every field and ends lines as spreadsheets do', async () => {
    expect(await written(['a', 'b'])).toBe('\uFEFF"値","Note ""x"""\r\n"a","b"\r\n');
    expect(await text(writeCsv(table()))).toMatch(/値/);
  });

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+81-3', `"'+81-3"`],
    ['-5', `"'-5"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['  =cmd|x', `"'  =cmd|x"`],
    ['＝１', `"'＝１"`],
    ['＋１', `"'＋１"`],
    ['－１', `"'－１"`],
    ['＠ａ', `"'＠ａ"`],
    ['5WS7-01', '"5WS7-01"'],
    ['line\r\nbreak, "quoted"', '"line\r\nbreak, ""quoted"""'],
    [-5, '"-5"'],
    [{ number: -1000, format: '#,##0' }, '"-1000"'],
    [{ day: '2026-10-01' }, '"2026-10-01"'],
    [true, '"true"'],
    [undefined, '""'],
    [null, '""'],
  ])('writes %j as %j', async (value, field) => {
    expect((await written([value, 'x'])).split('\r\n"x"')[0]).toContain(`\r\n${field},"x"`);
  });

  it('holds a few hundred rows at once, however long the list is', async () => {
    let read = 0;
    const rows = (async function* () {
      for (; read < 100_000; read += 1) yield ['value', read];
    })();
    const stream = writeCsv({ name: 'long', columns: [{ header: 'a' }], rows });
    for await (const _ of stream) break;
    expect(read).toBeLessThan(5_000);
  });

  it('breaks off when its rows cannot be read, rather than end as if it were whole', async () => {
    const rows = (async function* (): AsyncGenerator<WrittenValue[]> {
      yield ['one'];
      throw new Error('the connection is gone');
    })();
    await expect(text(writeCsv({ name: 'broken', columns: [], rows }))).rejects.toThrow('the connection is gone');
  });
});
