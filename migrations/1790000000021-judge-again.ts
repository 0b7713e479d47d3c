import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was judged of a list apart from what was read of it, so that it can be judged again; prices with tax only. */
export class JudgeAgain1790000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE catalogue_import_issue ADD COLUMN judged boolean;
      UPDATE catalogue_import_issue SET judged = issue ->> 'code' IN ('PRICE_JUMP', 'LEVEL_VANISHED', 'MACHINE_TYPE_VANISHED',
        'LAST_24_MONTH_RENEWAL', 'WITHDRAWN_ORDERED', 'WITHDRAWN_RENEWALS', 'MASS_WITHDRAWAL', 'LIST_DATE_OLDER');
      ALTER TABLE catalogue_import_issue ALTER COLUMN judged SET NOT NULL,
        DROP CONSTRAINT catalogue_import_issue_pkey, ADD PRIMARY KEY (import_id, judged, number);

      ALTER TABLE service_offering DROP CONSTRAINT service_offering_check,
        ADD CONSTRAINT service_offering_listed_has_a_price CHECK (
          (price_state = 'LISTED') = (coalesce(list_price_minor, list_price_with_tax_minor) IS NOT NULL));

      GRANT INSERT, DELETE ON catalogue_import_issue TO keizoku_staff;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE INSERT, DELETE ON catalogue_import_issue FROM keizoku_staff;

      UPDATE service_offering SET price_state = 'ON_REQUEST' WHERE price_state = 'LISTED' AND list_price_minor IS NULL;
      ALTER TABLE service_offering DROP CONSTRAINT service_offering_listed_has_a_price,
        ADD CONSTRAINT service_offering_check CHECK ((price_state = 'LISTED') = (list_price_minor IS NOT NULL));

      ALTER TABLE catalogue_import_issue DROP CONSTRAINT catalogue_import_issue_pkey;
      UPDATE catalogue_import_issue i SET number = said.number FROM (
        SELECT import_id, judged, number AS before,
          row_number() OVER (PARTITION BY import_id ORDER BY judged DESC, number) AS number FROM catalogue_import_issue
      ) said WHERE said.import_id = i.import_id AND said.judged = i.judged AND said.before = i.number;
      ALTER TABLE catalogue_import_issue DROP COLUMN judged, ADD PRIMARY KEY (import_id, number);
    `);
  }
}
