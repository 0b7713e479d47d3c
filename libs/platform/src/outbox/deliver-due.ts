import type { Clock } from '../clock.ts';
import type { Caller } from '../database/caller.ts';
import type { Database } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Destination, OutgoingMessage } from './destination.ts';
import { problemOfCall } from './post-guarded.ts';

const MOST_AT_ONCE = 20;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long after each failed try the next one comes: eight tries within about a day, then none. */
const WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 13 * HOUR];

interface Due extends OutgoingMessage {
  readonly attempts: number;
}

interface Outcome {
  readonly message_id: string;
  readonly sent_at?: Date;
  readonly failed_at?: Date;
  readonly next_try_at?: Date;
  readonly last_problem?: string;
}

/**
 * Sends what is due at a destination, and answers how many it tried. The rows stay locked while they are sent, so that no
 * two send the same; whoever dies meanwhile leaves them as they were.
 */
export async function deliverDue(
  database: Database,
  caller: Caller,
  destination: Destination,
  clock: Clock,
): Promise<number> {
  return database.write(caller, async (tx) => {
    const due = await tx.rows<Due>(DUE, [destination.name, clock.now()]);
    if (due.length === 0) return 0;
    const outcomes = await Promise.all(due.map((message) => outcomeOf(message, destination, clock)));
    await keep(tx, destination, outcomes);
    return due.length;
  });
}

async function outcomeOf(message: Due, destination: Destination, clock: Clock): Promise<Outcome> {
  const { id: message_id, attempts } = message;
  try {
    await destination.send(message, clock.now());
    return { message_id, sent_at: clock.now() };
  } catch (cause) {
    const last_problem = problemOfCall(cause);
    const wait = WAITS[attempts];
    if (wait === undefined) return { message_id, failed_at: clock.now(), last_problem };
    return { message_id, next_try_at: new Date(clock.now().getTime() + wait), last_problem };
  }
}

async function keep(tx: Transaction, { name }: Destination, outcomes: readonly Outcome[]): Promise<void> {
  await tx.rows(KEEP, [name, JSON.stringify(outcomes)]);
  // Two destinations may be done with one message at once: the second waits, and then sees what the first left.
  const ids = outcomes.map(({ message_id }) => message_id).sort();
  await tx.rows('SELECT 1 FROM outbox_message WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
  await tx.rows(STATES, [ids]);
}

const DUE = `SELECT m.id, m.kind, m.payload, m.created_at AS "createdAt", d.attempts
  FROM outbox_delivery d JOIN outbox_message m ON m.id = d.message_id
  WHERE d.destination = $1 AND d.next_try_at <= $2 ORDER BY d.next_try_at, d.message_id LIMIT ${MOST_AT_ONCE}
  FOR UPDATE OF d SKIP LOCKED`;

const KEEP = `UPDATE outbox_delivery d SET attempts = d.attempts + 1, sent_at = o.sent_at, failed_at = o.failed_at,
    next_try_at = o.next_try_at, last_problem = o.last_problem
  FROM jsonb_to_recordset($2::jsonb) AS o (message_id uuid, sent_at timestamptz, failed_at timestamptz,
    next_try_at timestamptz, last_problem text)
  WHERE d.message_id = o.message_id AND d.destination = $1`;

const STATES = `UPDATE outbox_message m SET state = CASE
    WHEN EXISTS (SELECT FROM outbox_delivery d WHERE d.message_id = m.id AND d.failed_at IS NOT NULL) THEN 'FAILED'
    WHEN EXISTS (SELECT FROM outbox_delivery d WHERE d.message_id = m.id AND d.next_try_at IS NOT NULL) THEN 'SENDING'
    ELSE 'SENT'::outbox_state END
  WHERE m.id = ANY($1)`;
