import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a decision looked at, so that it can be made again; days the market opens; families of machine types that a person
 * has set.
 */
export class KeepWhatDecisionsLookedAt1790000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE decided_act AS ENUM ('ORDER', 'REGISTRATION', 'ABANDONMENT', 'START_DATE_CHANGE');
      CREATE TABLE decision_facts (
        machine_id uuid NOT NULL REFERENCES machine (id),
        act decided_act NOT NULL,
        subject text NOT NULL,
        facts jsonb NOT NULL,
        PRIMARY KEY (machine_id, act, subject)
      );
      GRANT SELECT, INSERT ON decision_facts TO keizoku_staff;
      GRANT SELECT ON decision_facts TO keizoku_worker;

      ALTER TABLE market_settings ADD open_days jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE machine_type ADD family_set_by_hand boolean NOT NULL DEFAULT false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE machine_type DROP family_set_by_hand;
      ALTER TABLE market_settings DROP open_days;
      DROP TABLE decision_facts;
      DROP TYPE decided_act;
    `);
  }
}
