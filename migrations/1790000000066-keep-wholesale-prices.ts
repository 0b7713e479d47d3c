import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Wholesale prices of a version's offerings. A table of their own: whoever has no grant on it cannot be shown one by
 * accident, and `SELECT *` of an offering is everybody's.
 */
export class KeepWholesalePrices1790000000066 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE wholesale_price (
        version_id uuid NOT NULL,
        part_number text NOT NULL,
        amount_minor bigint CHECK (amount_minor >= 0),
        amount_with_tax_minor bigint CHECK (amount_with_tax_minor >= 0),
        currency text NOT NULL,
        PRIMARY KEY (version_id, part_number),
        FOREIGN KEY (version_id, part_number) REFERENCES service_offering (version_id, part_number),
        CHECK (coalesce(amount_minor, amount_with_tax_minor) IS NOT NULL)
      );

      GRANT SELECT ON wholesale_price TO keizoku_sales, keizoku_administrator, keizoku_worker;
      GRANT INSERT ON wholesale_price TO keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE wholesale_price`);
  }
}
