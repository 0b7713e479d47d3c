import type { Transaction } from '#platform';

/** Ends the sessions of a person, wherever they are. Answers how many. */
export async function endSessionsOf(tx: Transaction, personId: string, at: Date): Promise<number> {
  const ended = await tx.rows<{ id: string }>(
    'UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id',
    [personId, at],
  );
  for (const { id } of ended)
    tx.record({ stream: 'person', key: personId, entity: 'Session', entityKey: id, after: { endedAt: at } });
  return ended.length;
}
