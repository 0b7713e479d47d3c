import { Global, Injectable, Module } from '@nestjs/common';

import type { Period } from '#policy';
import type { Transaction } from '#platform';
import { CatalogueDemand, type EndingCoverage } from '#catalogue';

/** What ordered packs and ending coverage still want of the catalogue. */
@Injectable()
class KeptCatalogueDemand extends CatalogueDemand {
  async openOrders(tx: Transaction, partNumbers: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.rows<{ partNumber: string; count: number }>(
      `SELECT p.part_number AS "partNumber", count(*)::int AS count FROM service_pack p
       WHERE p.part_number = ANY($1) AND NOT EXISTS (
         SELECT FROM contract c WHERE c.machine_id = p.machine_id AND c.pack_serial = p.serial)
       GROUP BY p.part_number ORDER BY p.part_number`,
      [partNumbers],
    );
    return new Map(rows.map(({ partNumber, count }) => [partNumber, count]));
  }

  async coverageEnding(tx: Transaction, { startsOn, endsOn }: Period): Promise<readonly EndingCoverage[]> {
    return tx.rows<EndingCoverage>(
      `SELECT m.machine_type AS "machineType", m.model, e.service_level AS "serviceLevel", e.premier, count(*)::int AS machines
       FROM coverage_ending e JOIN machine m ON m.id = e.machine_id
       WHERE e.ends_on BETWEEN $1 AND $2 AND e.service_level IS NOT NULL
       GROUP BY m.machine_type, m.model, e.service_level, e.premier`,
      [startsOn, endsOn],
    );
  }
}

/** Global, since the catalogue, floors below, judges its lists by it; the worker needs it and no more of this library. */
@Global()
@Module({
  providers: [{ provide: CatalogueDemand, useClass: KeptCatalogueDemand }],
  exports: [CatalogueDemand],
})
export class CatalogueDemandModule {}
