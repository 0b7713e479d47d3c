import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

import { type Ask, READS, TYPES } from './bare-reads.ts';

/**
 * The practical limit: `node:http`, `pg`, SQL by hand, and nothing else, for the same JSON. It takes the caller's database
 * role in the transaction of the request, as the API does. BARE_PIPELINE=yes sends what opens, asks and closes the
 * transaction without waiting in between, over connections that several requests share.
 */
const { DATABASE_URL = '', BARE_PIPELINE, BARE_CALLER = '', BARE_CONNECTIONS = '10' } = process.env;
const pipelined = BARE_PIPELINE === 'yes';
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${BARE_CALLER}`;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(BARE_CONNECTIONS), types: TYPES(pg.types) });

async function answer(operationName: string, variables: Record<string, string>): Promise<unknown> {
  const read = READS[operationName];
  if (read === undefined) throw new Error(`no such read: ${operationName}`);
  const client = await pool.connect();
  await client.query(BEGIN);
  const ask: Ask = async (name, text, values) =>
    (await client.query({ name: name || undefined, text, values: values as unknown[] })).rows as never;
  const data = await read(ask, variables);
  await client.query('COMMIT');
  client.release();
  return data;
}

const shared: pg.Client[] = [];
let turn = 0;

/** Requests share a few connections: each sends its whole transaction at once, behind those of others. */
async function answerPipelined(operationName: string, variables: Record<string, string>): Promise<unknown> {
  const read = READS[operationName];
  if (read === undefined) throw new Error(`no such read: ${operationName}`);
  const client = shared[turn++ % shared.length] as pg.Client;
  const ask: Ask = async (name, text, values) => {
    const begun = client.query(BEGIN);
    const asked = client.query({ name: name || undefined, text, values: values as unknown[] });
    const ended = client.query('COMMIT');
    const [, { rows }] = await Promise.all([begun, asked, ended]);
    return rows as never;
  };
  return read(ask, variables);
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { operationName, variables } = JSON.parse(Buffer.concat(parts).toString()) as {
      operationName: string;
      variables: Record<string, string>;
    };
    (pipelined ? answerPipelined : answer)(operationName, variables).then(
      (data) => {
        const body = Buffer.from(JSON.stringify({ data }));
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
        response.end(body);
      },
      (problem: unknown) => {
        console.error(problem);
        response.writeHead(500).end('{"errors":[]}');
      },
    );
  });
}

if (pipelined) {
  for (let count = 0; count < 4; count += 1) {
    const client = new pg.Client({ connectionString: DATABASE_URL, pipeline: true, types: TYPES(pg.types) });
    await client.connect();
    shared.push(client);
  }
}
const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  process.send?.({ ready: true, port: (server.address() as { port: number }).port });
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
