/** What may be told of what was done; `LogFacts` has each fact by its name, and nothing else gets into the log. */
export type LogEvent =
  'query' | 'mutation' | 'refused' | 'conflict' | 'export' | 'sign-in failed' | 'sign-in barred' | 'failed';

/** All of it is ours: ids, codes, names of the schema, figures. Nothing that anybody wrote, and nobody's name. */
export interface LogFacts {
  readonly requestId?: string;
  /** `person:<id>`, `key:<id>`, or a process. */
  readonly caller?: string;
  /** A hash of the document: its operations have names that clients give them. */
  readonly operation?: string;
  /** What was asked to be changed: names of root fields, without what was said. */
  readonly fields?: readonly string[];
  readonly codes?: readonly string[];
  readonly cost?: number;
  readonly ms?: number;
  readonly count?: number;
  readonly importId?: string;
  /** What was exported: `catalogue.xlsx`. */
  readonly file?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_LISTED = 40;

type Check = (value: unknown) => boolean;

const LISTED: Readonly<Record<keyof LogFacts, Check>> = {
  requestId: like(UUID),
  caller: like(/^[a-z]{1,20}(:[0-9a-z-]{1,36})?$/),
  operation: like(/^[0-9a-f]{16}$/),
  fields: each(like(/^[_A-Za-z]\w{0,79}$/)),
  codes: each(like(/^[A-Z][A-Z_]{1,59}$/)),
  cost: Number.isFinite,
  ms: Number.isFinite,
  count: Number.isFinite,
  importId: like(UUID),
  file: like(/^[a-z]{1,20}\.(xlsx|csv)$/),
};

/** What of the facts is listed and looks as it should; anything else is left out, whoever gave it. */
export function listedFacts(facts: unknown): LogFacts {
  if (typeof facts !== 'object' || facts === null) return {};
  const listed = Object.entries(LISTED).flatMap(([name, check]) => {
    const value = (facts as Readonly<Record<string, unknown>>)[name];
    return value !== undefined && check(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(listed);
}

function like(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value);
}

function each(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MOST_LISTED && value.every(check);
}
