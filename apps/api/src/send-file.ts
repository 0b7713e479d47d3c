import type { Readable } from 'node:stream';

import type { FastifyReply } from 'fastify';

import { badUserInput, type Caller, type ExportedTable, Log, sheetOfTable, writeCsv, writeWorkbook } from '#platform';

export const FILE_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
export type FileType = keyof typeof FILE_TYPES;

const log = new Log('Exports');

/** Longer lists are for queries, page by page. */
const MOST_ROWS = 50_000;

/** Reads the file type off an address: `catalogue.xlsx`. Throws `BAD_USER_INPUT`. */
export function readFileType(text: string): FileType {
  if (text === 'xlsx' || text === 'csv') return text;
  throw badUserInput('type', `Lists are written as .xlsx or .csv, not as ".${text}".`);
}

/** Sends a table as a file to keep, as it is written, and logs for whom. Throws `BAD_USER_INPUT` for one that is too long. */
export async function sendTable(
  reply: FastifyReply,
  table: ExportedTable,
  { name, type, caller }: { readonly name: string; readonly type: FileType; readonly caller: Caller },
): Promise<void> {
  const { rowCount, narrowedBy } = table;
  if (rowCount > MOST_ROWS)
    throw badUserInput(
      narrowedBy[0] ?? name,
      `This list has ${rowCount} rows; at most ${MOST_ROWS} are written to a file. Ask for less with ${narrowedBy.join(', ')}.`,
      { rows: rowCount, limit: MOST_ROWS, narrowedBy },
    );
  const { id: requestId } = reply.request;
  log.info('export', { requestId, caller: caller.name, file: `${name}.${type}`, count: rowCount });
  const stream = type === 'csv' ? writeCsv(table) : writeWorkbook([sheetOfTable(table)]);
  await sendFile(reply, stream, name, type);
}

/** Sends a stream as a file to keep. A failure on the way breaks it off, so that nobody takes a half for the whole. */
export async function sendFile(reply: FastifyReply, stream: Readable, name: string, type: FileType): Promise<void> {
  stream.on('error', (cause) => log.error(cause, { requestId: reply.request.id }));
  await reply
    .type(FILE_TYPES[type])
    .header('content-disposition', `attachment; filename="${name}.${type}"`)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(stream);
}
