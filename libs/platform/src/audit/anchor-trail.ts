import type { Caller } from '../database/caller.ts';
import type { Database } from '../database/database.ts';
import { AnchorFile, type ChainHead, type NewAnchor } from './anchor-file.ts';
import { streamedRows, takeTime } from './streamed-rows.ts';

const HEADS_A_LINE = 1_000;
// Any number; two who anchor at once would both go on from the same line.
const ANCHOR_LOCK = 4_711_004;

const TOTALS = `SELECT count(*) AS entries, count(*) FILTER (WHERE number = 1) AS chains,
  pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "upTo" FROM audit_entry`;

const HEADS = `SELECT DISTINCT ON (stream, key) stream, key, number, hash FROM audit_entry WHERE written_in >= $1
  ORDER BY stream, key, number DESC`;

/** What an anchor holds. */
export interface Anchored {
  readonly entries: number;
  readonly chains: number;
  /** Chains that grew since the last anchor. */
  readonly grown: number;
}

/**
 * Writes the ends of all chains that grew since the last anchor into the file of the folder, signed. Answers nothing
 * when somebody else is at it. What is anchored can no longer be cut off or written anew without notice.
 */
export async function anchorTrail(
  database: Database,
  caller: Caller,
  folder: string,
  at: Date,
): Promise<Anchored | undefined> {
  const file = new AnchorFile(folder);
  return database.read(caller, async (tx) => {
    const lock = await tx.row<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [ANCHOR_LOCK]);
    if (!lock?.taken) return undefined;
    await takeTime(tx);
    const { upTo, ...totals } = (await tx.row<Omit<Anchored, 'grown'> & { upTo: number }>(TOTALS)) as Anchored & {
      upTo: number;
    };
    const end = await file.end();
    // A database restored into another server counts its transactions anew: then everything is anchored again.
    const since = end.upTo > upTo ? 0 : end.upTo;
    const anchors: NewAnchor[] = [];
    let grown = 0;
    for await (const rows of streamedRows<Head>(tx, HEADS, { values: [since], portion: HEADS_A_LINE })) {
      grown += rows.length;
      anchors.push({ at: at.toISOString(), ...totals, upTo: null, heads: rows.map(headOf) });
    }
    const last = anchors.pop() ?? { at: at.toISOString(), ...totals, heads: [] };
    await file.append(end, [...anchors, { ...last, upTo }]);
    return { ...totals, grown };
  });
}

interface Head {
  readonly stream: string;
  readonly key: string;
  readonly number: number;
  readonly hash: string;
}

function headOf({ stream, key, number, hash }: Head): ChainHead {
  return [stream, key, number, hash];
}
