import { execFile } from 'node:child_process';
import { cp, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type BenchDatabase, ROOT } from '../data/bench-database.ts';
import { withClient } from '../data/with-client.ts';
import { VERSION } from '../data/catalogue.ts';
import type { Question } from '../questions.ts';
import { asFarAsAsked, inOurWords, PEER_QUERIES } from './peer-queries.ts';
import { type RunningServer, startProcess } from './process.ts';

/** PostGraphile on the same tables. */
export interface Peer {
  readonly server: RunningServer;
  /** What it is asked instead; nothing where it has nothing of the kind. */
  bodyOf(question: Question, key: number, contracts: number): string | undefined;
  /** Its answer, as ours would say it. */
  inOurWords(question: Question, answer: string): string;
  /** Our answer without what it cannot tell. */
  asFarAsAsked(question: Question, answer: string): string;
}

const SOURCE = join(import.meta.dirname, '..', 'peer');
/** Outside of what is Keizoku: it is no dependency. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'keizoku-bench-peer');

// What its conditions cannot say, it is given as functions: the same statements as everybody else's.
const FUNCTIONS = `
  CREATE FUNCTION peer_catalogue(type text, model_asked text) RETURNS SETOF service_offering LANGUAGE sql STABLE AS $$
    SELECT o.* FROM service_offering o JOIN (SELECT a.version_id, a.part_number, min((a.model = '')::int) AS rank FROM applicability a
      WHERE a.version_id = '${VERSION}' AND a.machine_type = type AND a.model IN ('', model_asked) GROUP BY 1, 2) a
      USING (version_id, part_number)
    ORDER BY rank, o.kind, coalesce(array_position(enum_range(NULL::service_level), o.service_level), 0), o.premier, o.keep_your_drive,
      o.term_months, o.part_number $$;
  CREATE FUNCTION peer_renewals(ending_from date, ending_to date) RETURNS SETOF coverage_ending LANGUAGE sql STABLE AS $$
    SELECT e.* FROM coverage_ending e WHERE e.ends_on >= ending_from AND e.ends_on <= ending_to
    ORDER BY e.ends_on, e.machine_id LIMIT 51 $$`;

/** Installs it where it is not yet, and starts it. Nothing, with a word why, where it cannot be installed. */
export async function startPeer(database: BenchDatabase): Promise<Peer | undefined> {
  try {
    await install();
  } catch (problem) {
    console.log(
      `PostGraphile cannot be installed here and is left out: ${(problem as Error).message.split('\n')[0] ?? ''}`,
    );
    return undefined;
  }
  await withClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query(`SELECT FROM pg_proc WHERE proname = 'peer_renewals'`);
    if (rows.length === 0) await client.query(FUNCTIONS);
  });
  const server = await startProcess('PostGraphile 5', join(FOLDER, 'server.mjs'), { DATABASE_URL: database.loginUrl });
  return {
    server,
    inOurWords,
    asFarAsAsked,
    bodyOf: (question, key, contracts) => {
      const query = PEER_QUERIES[question.name];
      return query && JSON.stringify({ query, variables: peerVariables(question.variables(key, contracts)) });
    },
  };
}

async function install(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await cp(SOURCE, FOLDER, { recursive: true });
  const there = await stat(join(FOLDER, 'node_modules', 'postgraphile')).catch(() => undefined);
  if (there) return;
  console.log('installing PostGraphile, once');
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER });
}

function peerVariables(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { productNumber, ...others } = variables;
  if (typeof productNumber !== 'string') return others;
  const number = productNumber.replace('-', '');
  return { type: number.slice(0, 4), model: number.slice(4) };
}
