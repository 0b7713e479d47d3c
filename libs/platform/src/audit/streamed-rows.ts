import type { Transaction } from '../database/transaction.ts';

/** Gives the statements of a transaction that reads the whole trail the time they need, however long the trail has become. */
export async function takeTime(tx: Transaction): Promise<void> {
  await tx.rows(`SET LOCAL statement_timeout = '15min'`);
}

/** The rows of a query in portions, however many there are: never more than one portion is in memory. */
export async function* streamedRows<T>(
  tx: Transaction,
  query: string,
  { values = [], portion }: { values?: readonly unknown[]; portion: number },
): AsyncGenerator<T[]> {
  await tx.rows(`DECLARE streamed NO SCROLL CURSOR FOR ${query}`, values);
  for (;;) {
    const rows = await tx.rows<T>(`FETCH ${portion} FROM streamed`);
    if (rows.length > 0) yield rows;
    if (rows.length < portion) break;
  }
  await tx.rows('CLOSE streamed');
}
