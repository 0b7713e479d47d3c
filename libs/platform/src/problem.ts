import { GraphQLError } from 'graphql';

/** Why a request itself is wrong. What the policy refuses is no problem but a `Decision`. */
export type ProblemCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'RATE_LIMITED'
  | 'SERVICE_UNAVAILABLE';

/** A problem a client can act on: what was wrong, where, what was expected. Everything else is masked as a bug. */
export class Problem extends GraphQLError {
  constructor(
    readonly code: ProblemCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    /** What it was before, for the log. */
    cause?: unknown,
  ) {
    super(message, { extensions: { code, ...details } });
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause });
  }
}

/** The argument at `path` cannot be meant. `details` may carry a reason code and a suggestion. */
export function badUserInput(path: string, message: string, details: Readonly<Record<string, unknown>> = {}): Problem {
  return new Problem('BAD_USER_INPUT', message, { argument: path, ...details });
}

/** Nothing is known by that name; the same answer whether it does not exist or may not be seen. */
export function notFound(message: string, details: Readonly<Record<string, unknown>> = {}): Problem {
  return new Problem('NOT_FOUND', message, details);
}

/** The request is sound but something that stands already, or another writer, is in its way. */
export function conflict(message: string, details: Readonly<Record<string, unknown>> = {}): Problem {
  return new Problem('CONFLICT', message, details);
}
