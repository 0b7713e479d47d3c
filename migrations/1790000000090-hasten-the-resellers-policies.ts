import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_A_RESELLER = [
  'machine',
  'audit_entry',
  'service_pack',
  'contract',
  'contract_abandonment',
  'start_date_change',
  'coverage_period',
  'decision_facts',
  'outbox_message',
];

const CALLER = `nullif(current_setting('app.reseller_id', true), '')::uuid`;
// Read once for each statement, as an account manager's customers are; plainly written, it is read for each row.
const ONCE = `(SELECT ${CALLER})`;

/** What a reseller's policies take from its main queries: the setting read row by row, and its customers looked for by two indexes. */
export class HastenTheResellersPolicies1790000000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX machine_of_customer_and_reseller ON machine (customer_id, reseller_id)');
    await compareWith(runner, ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await compareWith(runner, CALLER);
    await runner.query('DROP INDEX machine_of_customer_and_reseller');
  }
}

async function compareWith(runner: QueryRunner, caller: string): Promise<void> {
  const own = `reseller_id = ${caller}`;
  for (const table of OF_A_RESELLER) await admit(runner, table, own);
  await admit(runner, 'reseller', `id = ${caller}`);
  await admit(runner, 'customer', `EXISTS (SELECT FROM machine m WHERE m.customer_id = customer.id AND m.${own})`);
}

async function admit(runner: QueryRunner, table: string, own: string): Promise<void> {
  await runner.query(`ALTER POLICY reseller ON ${table} USING (${own}) WITH CHECK (${own})`);
}
