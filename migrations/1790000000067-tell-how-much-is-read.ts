import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of a file has been read, while nobody knows how many rows it has. */
export class TellHowMuchIsRead1790000000067 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE catalogue_import_progress ADD share double precision CHECK (share BETWEEN 0 AND 1)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE catalogue_import_progress DROP share`);
  }
}
