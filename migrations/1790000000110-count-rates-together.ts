import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What callers and addresses have asked for within the minute, of all processes together. Unlogged: after a crash of the
 * server the minute begins anew, and what changes so often writes no WAL.
 */
export class CountRatesTogether1790000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE rate_count (
        subject text PRIMARY KEY CHECK (subject ~ '^(person|key|address|misses):[0-9a-f]{64}$'),
        points bigint NOT NULL,
        ends_at timestamptz NOT NULL
      );
      CREATE INDEX rate_count_by_end ON rate_count (ends_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON rate_count TO keizoku_gate;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_count');
  }
}
