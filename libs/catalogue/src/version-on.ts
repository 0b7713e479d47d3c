/**
 * A sub-select for the catalogue version that counts on a day (an expression or parameter such as `$1`): the latest one
 * effective by then, of the same day the last published. Days before the first version read the first one, so that past
 * business can be judged. With `knownAt`, only what had been published by that instant counts; nothing before the first.
 */
export function versionOn(day: string, knownAt?: string): string {
  const known = knownAt === undefined ? '' : `WHERE p.published_at <= coalesce(${knownAt}::timestamptz, 'infinity')`;
  return `(SELECT p.version_id FROM catalogue_publication p ${known}
    ORDER BY p.effective_on <= ${day}::date DESC,
      CASE WHEN p.effective_on <= ${day}::date THEN p.effective_on END DESC,
      p.effective_on, p.number DESC LIMIT 1)`;
}
