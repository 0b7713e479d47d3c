import { Readable } from 'node:stream';

import { Controller, HttpException, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { inspectWorkbook, issueMessage, issueOfProblem, LARGEST_UPLOAD_BYTES, Uploads } from '#platform';

import { RouteCost, RouteRates } from './limits/limit-routes.ts';
import { localeOf } from './locale-of.ts';
import { visitorOf } from './visitors.ts';

/** Looking into a file and keeping it. */
const UPLOAD_COST = 500;
const MOST_READ_BYTES = 3 * LARGEST_UPLOAD_BYTES;

interface UploadAnswer {
  readonly uploadId: string;
}

/** Files come in here, out of band; the id goes into the mutation that uses the file. */
@Controller('uploads')
@UseGuards(RouteRates)
@RouteCost(UPLOAD_COST)
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  /** Takes a workbook as the raw body or as the one file of a multipart form. */
  @Post()
  async upload(@Req() request: FastifyRequest): Promise<UploadAnswer> {
    const { fileName, content } = await readFile(request);
    const inspected = await inspectWorkbook(content);
    if ('problem' in inspected) {
      const issue = issueOfProblem(inspected.problem);
      throw refusal(
        inspected.problem.code === 'EMPTY_FILE' ? 400 : 415,
        inspected.problem.code,
        issueMessage(issue, localeOf(request.headers['accept-language']) === 'JA' ? 'JA' : 'EN'),
      );
    }
    return { uploadId: await this.uploads.store(visitorOf(request), fileName, content) };
  }
}

async function readFile(request: FastifyRequest): Promise<{ fileName: string; content: Buffer }> {
  if (request.isMultipart()) {
    const part = await request.file({ limits: { fileSize: LARGEST_UPLOAD_BYTES, files: 1 } });
    if (part === undefined) throw refusal(400, 'EMPTY_FILE', 'The form holds no file.');
    return { fileName: part.filename, content: await collect(part.file) };
  }
  const body = request.body;
  if (body === undefined) throw refusal(400, 'EMPTY_FILE', 'The request has no body. Send the file as the body.');
  if (!(body instanceof Readable))
    throw refusal(415, 'NOT_XLSX', 'This is not an Excel workbook (.xlsx). Send the file itself as the body.');
  const name = request.headers['x-file-name'];
  return { fileName: typeof name === 'string' ? decodeName(name) : 'upload.xlsx', content: await collect(body) };
}

/**
 * Reads a stream, keeping no more than a file may be large. What is too much is read on and thrown away, so that the
 * sender gets to hear why; a sender who does not stop is cut off.
 */
async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= LARGEST_UPLOAD_BYTES) chunks.push(bytes);
    else chunks.length = 0;
    if (size > MOST_READ_BYTES) break;
  }
  if (size > LARGEST_UPLOAD_BYTES || ('truncated' in stream && stream.truncated)) throw tooLarge();
  return Buffer.concat(chunks);
}

function tooLarge(): HttpException {
  return refusal(
    413,
    'FILE_TOO_LARGE',
    `The file is larger than ${LARGEST_UPLOAD_BYTES / 1024 / 1024} MiB. Split the list, or leave out pictures.`,
  );
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function refusal(status: number, code: string, message: string): HttpException {
  return new HttpException({ error: { code, message } }, status);
}
