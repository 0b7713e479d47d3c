import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether Premier may be added to machines of a type; null while nobody has said so. */
export class FlagPremier1790000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE machine_type ADD premier_eligible boolean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE machine_type DROP premier_eligible`);
  }
}
