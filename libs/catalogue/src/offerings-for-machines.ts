import { Injectable } from '@nestjs/common';

import { selectList, type Transaction } from '#platform';

import { ServiceOffering } from './service-offering.entity.ts';
import { APPLIES_TO, offeringFrom } from './service-offerings.queries.ts';

interface ListedOffering {
  readonly offering: ServiceOffering;
  /** The models it is for; an empty one stands for all of the type. */
  readonly models: ReadonlySet<string>;
}

/** The offerings of one version for one machine type, by which the machines of the type are judged. */
export class OfferingsOfType {
  /** By the models that are listed; the empty one stands for all others. */
  private readonly byModel: ReadonlyMap<string, readonly ServiceOffering[]>;

  constructor(
    readonly versionId: string,
    listed: readonly ListedOffering[],
  ) {
    const models = new Set(['', ...listed.flatMap((each) => [...each.models])]);
    const soldFor = (model: string): readonly ServiceOffering[] =>
      listed.filter((each) => each.models.has('') || each.models.has(model)).map(({ offering }) => offering);
    this.byModel = new Map([...models].map((model) => [model, soldFor(model)]));
  }

  /** What is sold for a model: its own offerings and the type-wide ones. */
  forModel(model: string): readonly ServiceOffering[] {
    return this.byModel.get(model) ?? this.byModel.get('') ?? [];
  }
}

const OFFERINGS = `SELECT a.machine_type AS "machineType", a.models, ${selectList(ServiceOffering, 'o')}, ${APPLIES_TO}
  FROM (SELECT version_id, part_number, machine_type, array_agg(model) AS models FROM applicability
    WHERE version_id = $1 AND machine_type = ANY($2) GROUP BY version_id, part_number, machine_type) a
  JOIN service_offering o USING (version_id, part_number) ORDER BY o.kind, o.service_level, o.premier, o.term_months, o.part_number`;
const MOST_KEPT = 5_000;

/**
 * What the catalogue offers for machine types on a day. A version never changes, so what was read of it once stays in
 * memory: judging a machine then costs no further statement.
 */
@Injectable()
export class OfferingsForMachines {
  private readonly kept = new Map<string, OfferingsOfType>();

  /** The offerings of the version for each of the machine types; at most one statement. */
  async ofVersion(
    tx: Transaction,
    versionId: string,
    machineTypes: readonly string[],
  ): Promise<ReadonlyMap<string, OfferingsOfType>> {
    const missing = [...new Set(machineTypes)].filter((type) => !this.kept.has(`${versionId} ${type}`));
    if (missing.length > 0) await this.load(tx, versionId, missing);
    return new Map(
      machineTypes.map((type) => [type, this.kept.get(`${versionId} ${type}`) ?? new OfferingsOfType(versionId, [])]),
    );
  }

  private async load(tx: Transaction, versionId: string, machineTypes: readonly string[]): Promise<void> {
    const rows = await tx.rows<{ machineType: string; models: string[] } & Record<string, unknown>>(OFFERINGS, [
      versionId,
      machineTypes,
    ]);
    if (this.kept.size > MOST_KEPT) this.kept.clear();
    const byType = Map.groupBy(rows, ({ machineType }) => machineType);
    for (const type of machineTypes) {
      const listed = (byType.get(type) ?? []).map((row) => ({
        offering: offeringFrom(row),
        models: new Set(row.models),
      }));
      this.kept.set(`${versionId} ${type}`, new OfferingsOfType(versionId, listed));
    }
  }
}
