/**
 * Tables whose rows are no change that anyone answers for: the memory of answered requests, files nobody has used yet,
 * the trail itself, the sender's book-keeping, how far a job has come, what there is to say of a list of machines, when a
 * credential was last used, how often signing in failed, and how much was asked for lately. Everything else is audited.
 */
const NOT_AUDITED = new Set([
  'idempotency_key',
  'upload',
  'audit_entry',
  'outbox_message',
  'outbox_delivery',
  'catalogue_import_progress',
  'installed_base_import_progress',
  'installed_base_import_issue',
  'credential_use',
  'sign_in_attempt',
  'rate_count',
]);
const JOB_TABLE = /^job\./;

const CHANGES =
  /\b(?:insert\s+into|delete\s+from|merge\s+into|(?<!\b(?:for|key|do)\s+)update)\s+(?:only\s+)?"?([\w.]+)/gi;

const known = new Map<string, readonly string[]>();

/** The audited tables that a statement changes. Each text is looked at once. */
export function tablesChangedBy(statement: string): readonly string[] {
  let tables = known.get(statement);
  if (tables === undefined) {
    tables = [...statement.matchAll(CHANGES)]
      .map(([, table = '']) => table)
      .filter((table) => !NOT_AUDITED.has(table) && !JOB_TABLE.test(table));
    known.set(statement, tables);
  }
  return tables;
}
