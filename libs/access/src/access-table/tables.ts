import { DATABASE_ROLES, type DatabaseRole } from '#platform';

/** What transactions may do with a table, and whose its rows are. */
export interface TableRow {
  /** `own`: a reseller and an account manager are let through to what is theirs, by forced row-level security. */
  readonly rows: 'own' | 'all';
  /** As the database grants it, by role; with columns where it is not all of them. Nothing: no grant. */
  readonly commands: Readonly<Record<DatabaseRole, string>>;
}

const NONE = '';
const READ = 'select';
const ADD = 'select, insert';
const LEDGER = 'select, insert, update(anchor_live, live, superseded_at)';
const COUNTED = 'select, update(version)';
const KEYS = 'select, insert, update(answer)';
const ISSUES = 'select, insert, delete';
const EVERYTHING = 'select, insert, update';

const PERSON_COLUMNS =
  'id, sign_in_name, display_name, role, reseller_id, disabled_at, demo, issuer, subject, recorded_at';
const PERSON = `select(${PERSON_COLUMNS})`;
const PEOPLE = `${PERSON}, insert(${PERSON_COLUMNS}), update(display_name, role, reseller_id, disabled_at, issuer, subject)`;
const API_KEY =
  'select(id, name, role, reseller_id, person_id, scopes, demo, rotates_id, created_by, created_at, expires_at, revoked_at)';

/** In the order in which it is read: reseller, account manager, sales, administrator, worker, gate. */
function table(rows: TableRow['rows'], ...cells: [string, string, string, string, string, string]): TableRow {
  const commands = Object.fromEntries(DATABASE_ROLES.map((role, index) => [role, cells[index]]));
  return { rows, commands: commands as Record<DatabaseRole, string> };
}

/** Every table, and what each database role may do with it. Columns: reseller, account manager, sales, administrator, worker, gate. */
export const TABLES: Readonly<Record<string, TableRow>> = {
  // Catalogue and market.
  market_settings: table('all', READ, READ, READ, ADD, READ, NONE),
  machine_type: table('all', READ, READ, READ, EVERYTHING, READ, NONE),
  end_of_support: table('all', READ, READ, READ, ADD, READ, NONE),
  catalogue_publication: table('all', READ, READ, READ, ADD, READ, NONE),
  catalogue_version: table('all', READ, READ, READ, READ, ADD, NONE),
  service_offering: table('all', READ, READ, READ, READ, ADD, NONE),
  applicability: table('all', READ, READ, READ, READ, ADD, NONE),
  listed_machine_type: table('all', READ, READ, READ, READ, ADD, NONE),
  wholesale_price: table('all', NONE, NONE, READ, READ, ADD, NONE),
  region_list: table('all', READ, READ, READ, ADD, READ, NONE),
  region: table('all', READ, READ, READ, ADD, READ, NONE),
  region_machine_type: table('all', READ, READ, READ, ADD, READ, NONE),

  // Machines and what belongs to them.
  customer: table('own', READ, READ, ADD, ADD, READ, NONE),
  reseller: table('own', READ, READ, ADD, ADD, READ, NONE),
  machine: table(
    'own',
    COUNTED,
    COUNTED,
    'select, insert, update(version)',
    'select, insert, update(version)',
    READ,
    NONE,
  ),
  service_pack: table('own', ADD, ADD, ADD, ADD, READ, NONE),
  contract: table('own', ADD, ADD, ADD, ADD, READ, NONE),
  contract_abandonment: table('own', READ, READ, ADD, ADD, READ, NONE),
  start_date_change: table('own', NONE, READ, ADD, ADD, READ, NONE),
  coverage_period: table('own', LEDGER, LEDGER, LEDGER, LEDGER, READ, NONE),
  coverage_ending: table('own', READ, READ, READ, READ, READ, NONE),
  decision_facts: table('own', ADD, ADD, ADD, ADD, READ, NONE),
  audit_entry: table('own', ADD, ADD, ADD, ADD, ADD, ADD),
  idempotency_key: table('own', KEYS, KEYS, KEYS, KEYS, NONE, KEYS),
  outbox_message: table('own', 'insert', 'insert', 'insert', ADD, 'select, insert, update(state)', 'insert'),
  outbox_delivery: table(
    ...(['own', NONE, NONE, NONE, READ] as const),
    'select, insert, update(attempts, next_try_at, sent_at, failed_at, last_problem)',
    NONE,
  ),

  // Lists on their way in.
  upload: table('all', NONE, NONE, NONE, ADD, READ, NONE),
  catalogue_import: table(
    ...(['all', NONE, NONE, NONE] as const),
    'select, insert, update(state, problem, finished_at, base_version_id)',
    'select, update(state, version_id, rows_read, problem, finished_at, bad_rows, base_version_id)',
    NONE,
  ),
  catalogue_import_issue: table('all', NONE, NONE, NONE, ISSUES, ISSUES, NONE),
  catalogue_import_progress: table('all', NONE, NONE, NONE, 'select, update(phase, recorded_at)', EVERYTHING, NONE),
  installed_base_import: table(
    ...(['all', NONE, NONE, NONE, EVERYTHING] as const),
    'select, update(state, problem, finished_at)',
    NONE,
  ),
  installed_base_import_issue: table('all', NONE, NONE, NONE, ISSUES, ISSUES, NONE),
  installed_base_import_progress: table('all', NONE, NONE, NONE, EVERYTHING, EVERYTHING, NONE),

  // Who asks. Hashes are read at the gate alone.
  person: table(
    ...(['own', PERSON, PERSON, PERSON, PEOPLE, NONE] as const),
    'select, insert, update(sign_in_name, display_name, password_hash)',
  ),
  customer_manager: table('own', READ, READ, READ, ISSUES, NONE, READ),
  session: table(
    ...(['own', NONE, NONE, NONE] as const),
    'select(id, person_id, created_at, expires_at, ended_at), update(ended_at)',
    NONE,
    'select, insert, update(ended_at)',
  ),
  api_key: table(
    ...(['own', API_KEY, API_KEY, API_KEY, `${API_KEY}, insert, update(expires_at, revoked_at)`, NONE] as const),
    READ,
  ),
  set_up_link: table(
    ...(['own', NONE, NONE, NONE] as const),
    'select(id, purpose, person_id, created_at, expires_at, used_at, voided_at), insert, update(voided_at)',
    NONE,
    'select, insert, update(used_at, voided_at)',
  ),
  credential_use: table('all', NONE, NONE, NONE, READ, NONE, 'select, insert, update(last_used_at)'),
  sign_in_attempt: table('all', NONE, NONE, NONE, NONE, NONE, 'select, insert, update, delete'),
  rate_count: table('all', NONE, NONE, NONE, NONE, NONE, 'select, insert, update, delete'),
};
