/**
 * What of an error may be written down: of which kind it is, and where it came from. Never its message, nor anything it
 * carries beside: a database puts rows into those, a parser what it read, a client the address with its password.
 */
export interface DescribedError {
  readonly class: string;
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
  readonly stack?: readonly string[];
  readonly cause?: DescribedError;
  readonly errors?: readonly DescribedError[];
}

const CLASS = /^[A-Za-z]\w{0,60}$/;
const CODE = /^\w{2,60}$/;
const NAME = /^[a-z_]\w{0,62}$/;
/** `at name (file:line:column)`, in a file of this process or of Node. */
const FRAME = /^\s+at (?:[\w$.<>[\]# ]+ \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()\s]*:\d+:\d+\)?$/;
const MOST_FRAMES = 12;
const MOST_ERRORS = 5;
const DEEPEST = 4;

/** Describes anything that was thrown. */
export function describeError(thrown: unknown, depth = 1): DescribedError {
  if (!Error.isError(thrown)) return { class: classOf(thrown) };
  const { code, table, constraint, cause, errors } = thrown as Error & Readonly<Record<string, unknown>>;
  const deeper = depth < DEEPEST;
  return {
    class: classOf(thrown),
    code: matching(CODE, code),
    table: matching(NAME, table),
    constraint: matching(NAME, constraint),
    stack: framesOf(thrown),
    cause: deeper && Error.isError(cause) ? describeError(cause, depth + 1) : undefined,
    errors:
      deeper && Array.isArray(errors)
        ? errors.slice(0, MOST_ERRORS).map((error) => describeError(error, depth + 1))
        : undefined,
  };
}

/** The same for people who look at a terminal. */
export function describedText(thrown: unknown): string {
  const { class: kind, code, table, constraint, stack = [], cause } = describeError(thrown);
  const facts = [kind, code, table, constraint].filter((fact) => fact !== undefined).join(' ');
  const lines = [facts, ...stack.map((frame) => `    ${frame}`)];
  return cause && Error.isError(thrown)
    ? [...lines, `caused by ${describedText(thrown.cause)}`].join('\n')
    : lines.join('\n');
}

/** The class it was made by, not the name it gives itself. */
function classOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return typeof thrown;
  return matching(CLASS, (thrown as { constructor?: { name?: unknown } }).constructor?.name) ?? 'Error';
}

function matching(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

/** The places alone: a message may have lines of its own, which may even look like places. */
function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string') return [];
  const lines = afterMessage(stack, String(message)).split('\n');
  const others = lines.findLastIndex((line) => !FRAME.test(line));
  return lines.slice(others + 1, others + 1 + MOST_FRAMES).map((line) => line.trim());
}

function afterMessage(stack: string, message: string): string {
  const at = message === '' ? -1 : stack.indexOf(message);
  return at < 0 ? stack : stack.slice(at + message.length);
}
