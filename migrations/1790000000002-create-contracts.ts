import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Service packs, contracts and the coverage ledger. Every row belongs to a machine and carries its key.
 *
 * What the ledger can never hold is refused here, whoever writes:
 * - an overlap within one layer of one machine (exclusion constraint over the live rows);
 * - a gap or a floating start: each period but the base warranty is anchored, by foreign key, to a live period of the
 *   same machine, and a check ties its days to the anchor's (the day after its end, its first day, or its last day);
 * - a pack registered twice, or on another machine than the one it was ordered for.
 *
 * `UNIQUE (serial)` on service_pack is the one constraint that does not carry the machine: on tables spread by machine it
 * becomes a reference table of serials.
 */
export class CreateContracts1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE TYPE coverage_layer AS ENUM ('BASE_WARRANTY', 'SERVICE', 'PREMIER', 'ADD_ON');
      CREATE TYPE coverage_anchor AS ENUM ('FOLLOWS', 'STARTS_WITH', 'ENDS_WITH', 'WITHIN');

      CREATE TABLE service_pack (
        machine_id uuid NOT NULL REFERENCES machine (id),
        serial text NOT NULL CHECK (serial ~ '^[0-9A-Z]{4,32}$'),
        version_id uuid NOT NULL,
        part_number text NOT NULL,
        ordered_on date NOT NULL,
        delivery_from date,
        delivery_until date,
        decision jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (machine_id, serial),
        UNIQUE (serial),
        FOREIGN KEY (version_id, part_number) REFERENCES service_offering (version_id, part_number),
        CHECK (delivery_until >= delivery_from AND delivery_from >= ordered_on)
      );

      CREATE TABLE contract (
        machine_id uuid NOT NULL REFERENCES machine (id),
        id uuid NOT NULL,
        pack_serial text NOT NULL,
        version_id uuid NOT NULL,
        part_number text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        registered_on date NOT NULL,
        previous_id uuid,
        decision jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (machine_id, id),
        UNIQUE (machine_id, pack_serial),
        FOREIGN KEY (machine_id, pack_serial) REFERENCES service_pack (machine_id, serial),
        FOREIGN KEY (machine_id, previous_id) REFERENCES contract (machine_id, id),
        FOREIGN KEY (version_id, part_number) REFERENCES service_offering (version_id, part_number),
        CHECK (ends_on >= starts_on)
      );

      CREATE INDEX contract_by_id ON contract (id);

      CREATE TABLE contract_abandonment (
        machine_id uuid NOT NULL,
        contract_id uuid NOT NULL,
        abandoned_on date NOT NULL,
        reason text NOT NULL,
        actor text NOT NULL,
        decision jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (machine_id, contract_id),
        FOREIGN KEY (machine_id, contract_id) REFERENCES contract (machine_id, id)
      );

      CREATE TABLE start_date_change (
        machine_id uuid NOT NULL REFERENCES machine (id),
        id uuid NOT NULL,
        requested_starts_on date NOT NULL,
        delivery_note_serials jsonb NOT NULL,
        warranty_card_dated_on date NOT NULL,
        reason text NOT NULL,
        actor text NOT NULL,
        decision jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (machine_id, id)
      );

      CREATE TABLE coverage_period (
        machine_id uuid NOT NULL REFERENCES machine (id),
        id uuid NOT NULL,
        layer coverage_layer NOT NULL,
        add_on text NOT NULL DEFAULT '',
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        service_level service_level,
        premier boolean NOT NULL DEFAULT false,
        keep_your_drive boolean NOT NULL DEFAULT false,
        contract_id uuid,
        anchor coverage_anchor,
        anchor_id uuid,
        anchor_starts_on date,
        anchor_ends_on date,
        anchor_live boolean,
        live boolean NOT NULL DEFAULT true,
        recorded_at timestamptz NOT NULL,
        superseded_at timestamptz,
        PRIMARY KEY (machine_id, id),
        UNIQUE (machine_id, id, starts_on, ends_on, live),
        FOREIGN KEY (machine_id, contract_id) REFERENCES contract (machine_id, id),
        CONSTRAINT coverage_anchored FOREIGN KEY (machine_id, anchor_id, anchor_starts_on, anchor_ends_on, anchor_live)
          REFERENCES coverage_period (machine_id, id, starts_on, ends_on, live) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT coverage_does_not_overlap EXCLUDE USING gist
          (machine_id WITH =, layer WITH =, add_on WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (live),
        CONSTRAINT coverage_period_ordered CHECK (ends_on >= starts_on),
        CONSTRAINT coverage_live_until_superseded CHECK (live = (superseded_at IS NULL)),
        CONSTRAINT coverage_known_in_order CHECK (superseded_at >= recorded_at),
        CONSTRAINT coverage_base_stands_alone CHECK (
          (layer = 'BASE_WARRANTY') = (anchor IS NULL)
          AND (anchor IS NULL) = (anchor_id IS NULL)
          AND (anchor IS NULL) = (anchor_starts_on IS NULL)
          AND (anchor IS NULL) = (anchor_ends_on IS NULL)
          AND (layer = 'BASE_WARRANTY') = (contract_id IS NULL)),
        CONSTRAINT coverage_live_anchor_is_live CHECK (
          anchor_live IS NOT DISTINCT FROM (CASE WHEN live AND anchor IS NOT NULL THEN true END)),
        CONSTRAINT coverage_touches_anchor CHECK (CASE anchor
          WHEN 'FOLLOWS' THEN starts_on = anchor_ends_on + 1
          WHEN 'STARTS_WITH' THEN starts_on = anchor_starts_on
          WHEN 'ENDS_WITH' THEN ends_on = anchor_ends_on AND starts_on >= anchor_starts_on
          WHEN 'WITHIN' THEN ends_on <= anchor_ends_on AND starts_on >= anchor_starts_on
          ELSE true END),
        CONSTRAINT coverage_add_on_named CHECK ((layer = 'ADD_ON') = (add_on <> ''))
      );
      CREATE INDEX coverage_ends ON coverage_period (ends_on, machine_id)
        WHERE live AND layer IN ('BASE_WARRANTY', 'SERVICE');
      CREATE UNIQUE INDEX coverage_one_base_warranty ON coverage_period (machine_id)
        WHERE live AND layer = 'BASE_WARRANTY';

      GRANT SELECT, INSERT ON service_pack, contract, contract_abandonment, start_date_change, coverage_period TO keizoku_staff;
      GRANT UPDATE (superseded_at, live, anchor_live) ON coverage_period TO keizoku_staff;
      GRANT SELECT ON service_pack, contract, contract_abandonment, start_date_change, coverage_period TO keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE coverage_period, start_date_change, contract_abandonment, contract, service_pack;
      DROP TYPE coverage_anchor, coverage_layer;
      DROP EXTENSION btree_gist;
    `);
  }
}
