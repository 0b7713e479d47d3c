import { describe, expect, it } from '@jest/globals';
import type { FieldDef, QueryResult } from 'pg';

import { KnownQuery } from './known-query.ts';

const INTEGER = 23;
const TEXT = 25;

const column = (name: string, dataTypeID: number): FieldDef =>
  ({ name, dataTypeID, format: 'text' }) as unknown as FieldDef;

/** What PostgreSQL sends of an answer, as pg hands it to the query. */
interface Answering {
  handleRowDescription(message: { fields: FieldDef[] }): void;
  handleDataRow(message: { fields: (string | null)[] }): void;
  handleCommandComplete(message: { text: string }, connection: unknown): void;
  handleReadyForQuery(): void;
}

function answered(name: string, columns: FieldDef[], rows: (string | null)[][]): QueryResult {
  let answer: QueryResult | undefined;
  const query = new KnownQuery('SELECT …', [], name, (_, result) => (answer = result));
  const told = query as unknown as Answering;
  told.handleRowDescription({ fields: columns });
  for (const fields of rows) told.handleDataRow({ fields });
  told.handleCommandComplete({ text: `SELECT ${rows.length}` }, undefined);
  told.handleReadyForQuery();
  return answer as QueryResult;
}

describe('a statement that is asked again and again', () => {
  it('answers rows of its columns, each time its own', () => {
    const columns = [column('number', INTEGER), column('name', TEXT)];
    const first = answered('again', columns, [['1', 'one']]);
    const second = answered(
      'again',
      [column('number', INTEGER), column('name', TEXT)],
      [
        ['2', null],
        ['3', 'three'],
      ],
    );
    expect(first.rows).toEqual([{ number: 1, name: 'one' }]);
    expect(second.rows).toEqual([
      { number: 2, name: null },
      { number: 3, name: 'three' },
    ]);
    expect(second.rowCount).toBe(2);
  });

  it.each([
    ['another name', [column('number', INTEGER), column('title', TEXT)], { number: 1, title: '2' }],
    ['another type', [column('number', INTEGER), column('name', INTEGER)], { number: 1, name: 2 }],
    [
      'one more',
      [column('number', INTEGER), column('name', TEXT), column('more', TEXT)],
      { number: 1, name: '2', more: '3' },
    ],
  ])('reads its columns anew where they have changed: %s', (what, changed, row) => {
    answered(what, [column('number', INTEGER), column('name', TEXT)], [['1', '2']]);
    expect(answered(what, changed, [['1', '2', '3'].slice(0, changed.length)]).rows).toEqual([row]);
  });

  it('has no rows where there are none', () => {
    expect(answered('none', [column('number', INTEGER)], []).rows).toEqual([]);
    expect(answered('none', [column('number', INTEGER)], []).rows).toEqual([]);
  });
});
