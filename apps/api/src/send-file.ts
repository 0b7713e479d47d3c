import type { Readable } from 'node:stream';

import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { badUserInput, sheetOfTable, writeCsv, writeWorkbook, type WrittenTable } from '#platform';

export const FILE_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
export type FileType = keyof typeof FILE_TYPES;

const log = new Logger('Exports');

/** Reads the file type off an address: `catalogue.xlsx`. Throws `BAD_USER_INPUT`. */
export function readFileType(text: string): FileType {
  if (text === 'xlsx' || text === 'csv') return text;
  throw badUserInput('type', `Lists are written as .xlsx or .csv, not as ".${text}".`);
}

/** Sends a table as a file to keep, as it is written. */
export async function sendTable(reply: FastifyReply, table: WrittenTable, name: string, type: FileType): Promise<void> {
  const stream = type === 'csv' ? writeCsv(table) : writeWorkbook([sheetOfTable(table)]);
  await sendFile(reply, stream, name, type);
}

/** Sends a stream as a file to keep. A failure on the way breaks it off, so that nobody takes a half for the whole. */
export async function sendFile(reply: FastifyReply, stream: Readable, name: string, type: FileType): Promise<void> {
  log.log(`sending ${name}.${type}`);
  stream.on('error', (cause) => log.error(cause));
  await reply
    .type(FILE_TYPES[type])
    .header('content-disposition', `attachment; filename="${name}.${type}"`)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(stream);
}
