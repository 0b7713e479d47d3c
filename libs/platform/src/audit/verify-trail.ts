import type { Caller } from '../database/caller.ts';
import type { Database } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import { type Anchor, AnchorFile } from './anchor-file.ts';
import { type Finding, Findings } from './findings.ts';
import { takeTime } from './streamed-rows.ts';
import { verifyChains, type Verified } from './verify-chains.ts';

/** What a verification of the whole trail came to. */
export interface VerifiedTrail extends Verified {
  readonly anchors: number;
  readonly anchoredAt: string | undefined;
  readonly fingerprint: string;
  readonly findings: number;
  /** The first thousand of them. */
  readonly firstFindings: readonly Finding[];
}

/** Verifies every chain, and that everything that was ever anchored in the folder's file is still there as it was. */
export async function verifyTrail(database: Database, caller: Caller, folder: string): Promise<VerifiedTrail> {
  const file = new AnchorFile(folder);
  // Only the anchors there are before the snapshot: later ones may name what it does not see.
  const size = file.size();
  const findings = new Findings();
  return database.read(caller, async (tx) => {
    await takeTime(tx);
    const verified = await verifyChains(tx, findings);
    let anchors = 0;
    let anchoredAt: string | undefined;
    for await (const { line, anchor, problem } of file.read(size)) {
      if (problem) findings.add({ chain: file.file, number: line, problem });
      if (anchor === undefined) continue;
      await verifyAnchor(tx, anchor, findings);
      anchors += 1;
      anchoredAt = anchor.at;
    }
    const { fingerprint } = file;
    return {
      ...verified,
      anchors,
      anchoredAt,
      fingerprint,
      findings: findings.count,
      firstFindings: findings.first,
    };
  });
}

const ANCHORED = `SELECT h.stream, h.key, h.number, e.hash IS NULL AS gone
  FROM unnest($1::text[], $2::text[], $3::integer[], $4::text[]) AS h (stream, key, number, hash)
  LEFT JOIN audit_entry e ON e.stream = h.stream AND e.key = h.key AND e.number = h.number
  WHERE e.hash IS DISTINCT FROM h.hash`;

async function verifyAnchor(tx: Transaction, { at, heads }: Anchor, findings: Findings): Promise<void> {
  const column = (index: 0 | 1 | 2 | 3): unknown[] => heads.map((head) => head[index]);
  const wrong = await tx.rows<{ stream: string; key: string; number: number; gone: boolean }>(ANCHORED, [
    column(0),
    column(1),
    column(2),
    column(3),
  ]);
  for (const { stream, key, number, gone } of wrong) {
    const problem = gone ? `was anchored at ${at} and is gone` : `is not the one that was anchored at ${at}`;
    findings.add({ chain: `${stream} ${key}`.trimEnd(), number, problem });
  }
}
