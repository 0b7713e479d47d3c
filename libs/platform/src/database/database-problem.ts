import { conflict, Problem } from '../problem.ts';

const UNIQUE = '23505';
const EXCLUSION = '23P01';
const FOREIGN_KEY = '23503';
const CHECK = '23514';
const SERIALIZATION = '40001';
const DEADLOCK = '40P01';
const LOCK_TIMEOUT = '55P03';
const STATEMENT_TIMEOUT = '57014';

interface DatabaseFailure {
  code: string;
  constraint?: string;
}

function isDatabaseFailure(cause: unknown): cause is DatabaseFailure {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string';
}

/** Whether the same work may well succeed a moment later. */
export function isWorthRetrying(cause: unknown): boolean {
  return isDatabaseFailure(cause) && [SERIALIZATION, DEADLOCK].includes(cause.code);
}

/** The problem a client can act on, for what the database refused; anything else is passed on as it is. */
export function asProblem(cause: unknown): unknown {
  if (cause instanceof Problem || !isDatabaseFailure(cause)) return cause;
  switch (cause.code) {
    case UNIQUE:
    case EXCLUSION:
    case FOREIGN_KEY:
    case CHECK:
      return conflict('Another change got there first, and this one no longer fits beside it. Read again and repeat.', {
        reason: 'CHANGED_MEANWHILE',
        constraint: cause.constraint,
      });
    case SERIALIZATION:
    case DEADLOCK:
    case LOCK_TIMEOUT:
      return conflict('Others are changing the same thing right now. Repeat in a moment.', { reason: 'BUSY' });
    case STATEMENT_TIMEOUT:
      return new Problem('SERVICE_UNAVAILABLE', 'The answer took too long and was given up. Ask for less at a time.');
    default:
      return cause;
  }
}
