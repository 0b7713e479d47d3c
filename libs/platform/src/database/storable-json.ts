const NUL = /\u0000/g; // eslint-disable-line no-control-regex

/**
 * A value as JSON that PostgreSQL takes: it holds no NUL in text, and no half of a surrogate pair. Files of strangers
 * hold both; neither is ever meant.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return SUSPECT.test(json) ? cleaned(value) : json;
}

/** How JSON writes them; looking at each value by itself would take longer than writing it. */
const SUSPECT = /\\u(0000|d[89a-f])/;

function cleaned(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed().replace(NUL, '') : inner,
  );
}
