import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';

import { Clock } from '../clock.ts';
import type { Caller } from '../database/caller.ts';
import { Database } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import { notFound } from '../problem.ts';

/** The largest file taken in: a list of 100,000 machines as text, with long names and every field said. */
export const LARGEST_UPLOAD_BYTES = 32 * 1024 * 1024;

export interface StoredFile {
  readonly id: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/** Files on their way in: stored first, named by an id in the mutation that uses them. */
@Injectable()
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Stores a file and answers its id. */
  async store(caller: Caller, fileName: string, content: Buffer): Promise<string> {
    return (await this.database.write(caller, (tx) => this.keep(tx, fileName, content))).id;
  }

  /** As `store`, for what came in the request that uses it. */
  async keep(tx: Transaction, fileName: string, content: Buffer): Promise<Omit<StoredFile, 'content'>> {
    const stored = {
      id: uuidv7(),
      sha256: createHash('sha256').update(content).digest('hex'),
      fileName: fileName.slice(0, 255),
    };
    await tx.rows(
      'INSERT INTO upload (id, sha256, size_bytes, file_name, content, received_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [stored.id, stored.sha256, content.length, stored.fileName, content, this.clock.now()],
    );
    return stored;
  }

  /** Finds a stored file without its content. Throws `NOT_FOUND`. */
  async find(tx: Transaction, id: string): Promise<Omit<StoredFile, 'content'>> {
    const row = isUuid(id)
      ? await tx.row<Omit<StoredFile, 'content'>>(
          'SELECT id, sha256, file_name AS "fileName" FROM upload WHERE id = $1',
          [id],
        )
      : undefined;
    if (row === undefined) {
      throw notFound(
        `There is no upload "${id}". Send the file to POST /uploads first and give the uploadId it answers.`,
        { uploadId: id },
      );
    }
    return row;
  }

  /** The content of a stored file. */
  async content(tx: Transaction, id: string): Promise<Buffer> {
    const row = await tx.row<{ content: Buffer }>('SELECT content FROM upload WHERE id = $1', [id]);
    if (row === undefined) throw notFound(`There is no upload "${id}".`, { uploadId: id });
    return row.content;
  }
}
