import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What leaves the system: a message per announced change, and a delivery of it per destination there is. */
export class CreateOutbox1790000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE outbox_state AS ENUM ('WAITING', 'SENDING', 'SENT', 'FAILED', 'NO_DESTINATION');

      CREATE TABLE outbox_message (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        machine_id uuid,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        state outbox_state NOT NULL DEFAULT 'WAITING'
      );
      CREATE INDEX outbox_message_by_state ON outbox_message (state, id);

      CREATE TABLE outbox_delivery (
        message_id uuid NOT NULL REFERENCES outbox_message (id),
        destination text NOT NULL,
        attempts integer NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 8),
        next_try_at timestamptz,
        sent_at timestamptz,
        failed_at timestamptz,
        last_problem text,
        PRIMARY KEY (message_id, destination),
        CHECK (num_nonnulls(next_try_at, sent_at, failed_at) = 1)
      );
      CREATE INDEX outbox_delivery_due ON outbox_delivery (next_try_at) WHERE next_try_at IS NOT NULL;

      GRANT SELECT, INSERT ON outbox_message TO keizoku_staff, keizoku_worker;
      GRANT UPDATE (state) ON outbox_message TO keizoku_worker;
      GRANT SELECT ON outbox_delivery TO keizoku_staff;
      GRANT SELECT, INSERT, UPDATE (attempts, next_try_at, sent_at, failed_at, last_problem) ON outbox_delivery TO keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE outbox_delivery, outbox_message;
      DROP TYPE outbox_state;
    `);
  }
}
