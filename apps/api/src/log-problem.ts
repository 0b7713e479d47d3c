import type { Log, Problem } from '#platform';

/** Logs what was behind a problem, where something was: nobody but the log is told which constraint of the database held. */
export function logProblem(log: Log, { code, cause }: Problem, requestId: string): void {
  if (cause !== undefined) log.warn(code === 'CONFLICT' ? 'conflict' : 'failed', cause, { requestId, codes: [code] });
}
