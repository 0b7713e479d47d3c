import { once } from 'node:events';
import { PassThrough } from 'node:stream';

import { readWorkbookRows } from './read-workbook.ts';
import type { Row } from './workbook.ts';

type Piece = { readonly rows: readonly Row[] } | 'SHEET_END';

/**
 * A workbook's rows to be taken by whoever needs them, sheet after sheet; the reading waits meanwhile. Each sheet must
 * be taken to its end before the next one. It must be closed. What cannot be read breaks it off.
 */
export class RowsOfSheets {
  private readonly stopped = new AbortController();
  private readonly pieces = new PassThrough({ objectMode: true, highWaterMark: 1 });
  private readonly taken: AsyncIterator<Piece, undefined>;

  constructor(source: Buffer | string) {
    this.taken = this.pieces[Symbol.asyncIterator]() as AsyncIterator<Piece, undefined>;
    const { signal } = this.stopped;
    const put = async (piece: Piece): Promise<void> => {
      if (!this.pieces.write(piece)) await once(this.pieces, 'drain', { signal });
    };
    const taker = { rows: (rows: readonly Row[]) => put({ rows }), sheetEnd: () => put('SHEET_END') };
    readWorkbookRows(source, taker, { signal }).then(
      (read) => ('problem' in read ? this.pieces.destroy(new Error(read.problem.code)) : this.pieces.end()),
      (cause: unknown) => this.pieces.destroy(cause instanceof Error ? cause : new Error(String(cause))),
    );
    // Whoever takes the rows hears of a failure; after the end nobody does.
    this.pieces.on('error', () => undefined);
  }

  /** The rows of the next sheet, some dozen at a time. */
  async *next(): AsyncGenerator<readonly Row[]> {
    for (;;) {
      const { value } = await this.taken.next();
      if (value === undefined || value === 'SHEET_END') return;
      yield value.rows;
    }
  }

  close(): void {
    this.stopped.abort();
    this.pieces.destroy();
  }
}
