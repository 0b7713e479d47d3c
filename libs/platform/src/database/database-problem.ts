import { Problem } from '../problem.ts';

const UNIQUE = '23505';
const EXCLUSION = '23P01';
const FOREIGN_KEY = '23503';
const CHECK = '23514';
const SERIALIZATION = '40001';
const DEADLOCK = '40P01';
const LOCK_TIMEOUT = '55P03';
const STATEMENT_TIMEOUT = '57014';

// Connection exceptions, a server that stops or starts, too many connections, and the socket's own words.
const UNREACHABLE = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE)$/;
// What pg and its pool say without a code.
const BROKEN =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const MEANWHILE = 'Another change got there first, and this one no longer fits beside it. Read again and repeat.';
const BUSY = 'Others are changing the same thing right now. Repeat in a moment.';

interface DatabaseFailure {
  code: string;
  constraint?: string;
}

function isDatabaseFailure(cause: unknown): cause is DatabaseFailure {
  return Error.isError(cause) && 'code' in cause && typeof cause.code === 'string';
}

// Two added to one chain at once: the second finds the new end of it when it is run again.
const CHAIN = 'audit_entry_pkey';

/** Work was given up, as it took longer than anybody waits. */
export function tookTooLong(cause?: unknown): Problem {
  return new Problem(
    'SERVICE_UNAVAILABLE',
    'The answer took too long and was given up. Ask for less at a time; repeat a change under the same idempotency key.',
    {},
    cause,
  );
}

/** Whether the same work may well succeed a moment later. */
export function isWorthRetrying(cause: unknown): boolean {
  return isDatabaseFailure(cause) && ([SERIALIZATION, DEADLOCK].includes(cause.code) || cause.constraint === CHAIN);
}

/** Why the database did not answer, where that is what happened; anything else as it is. */
export function asUnavailable(cause: unknown): unknown {
  if (isDatabaseFailure(cause) ? UNREACHABLE.test(cause.code) : Error.isError(cause) && BROKEN.test(cause.message)) {
    return new Problem(
      'SERVICE_UNAVAILABLE',
      'The database does not answer right now. Repeat in a moment; a change under the same idempotency key is made once.',
      {},
      cause,
    );
  }
  if (!isDatabaseFailure(cause) || cause.code !== STATEMENT_TIMEOUT) return cause;
  return tookTooLong(cause);
}

/**
 * The problem a client can act on, for what the database refused; anything else is passed on as it is. What the database
 * said, its constraint's name included, is the problem's cause: that is for the log.
 */
export function asProblem(cause: unknown): unknown {
  if (cause instanceof Problem || !isDatabaseFailure(cause)) return asUnavailable(cause);
  switch (cause.code) {
    case UNIQUE:
    case EXCLUSION:
    case FOREIGN_KEY:
    case CHECK:
      return new Problem('CONFLICT', MEANWHILE, { reason: 'CHANGED_MEANWHILE' }, cause);
    case SERIALIZATION:
    case DEADLOCK:
    case LOCK_TIMEOUT:
      return new Problem('CONFLICT', BUSY, { reason: 'BUSY' }, cause);
    default:
      return asUnavailable(cause);
  }
}
