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
      `SELECT m.machine_type AS "machineType", m.model, p.service_level AS "serviceLevel", p.premier, count(*)::int AS machines
       FROM coverage_period p JOIN machine m ON m.id = p.machine_id
       WHERE p.live AND p.layer IN ('BASE_WARRANTY', 'SERVICE') AND p.ends_on BETWEEN $1 AND $2
         AND p.service_level IS NOT NULL AND NOT EXISTS (
           SELECT FROM coverage_period q WHERE q.machine_id = p.machine_id AND q.live
             AND q.layer IN ('BASE_WARRANTY', 'SERVICE') AND (q.ends_on, q.layer) > (p.ends_on, p.layer))
       GROUP BY m.machine_type, m.model, p.service_level, p.premier`,
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
