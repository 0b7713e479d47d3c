/**
 * A sub-select for the catalogue version that counts on the day of parameter `$n`: the latest one effective by then, of
 * the same day the last published. Days before the first version read the first one, so that past business can be judged.
 */
export function versionOn(parameter: string): string {
  return `(SELECT p.version_id FROM catalogue_publication p
    ORDER BY p.effective_on <= ${parameter}::date DESC,
      CASE WHEN p.effective_on <= ${parameter}::date THEN p.effective_on END DESC,
      p.effective_on, p.number DESC LIMIT 1)`;
}
