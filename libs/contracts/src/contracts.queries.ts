import { Injectable } from '@nestjs/common';

import { selectList, type Transaction } from '#platform';
import { type ServiceOffering, ServiceOfferings } from '#catalogue';
import type { Machine } from '#installed-base';

import { Contract } from './contract.entity.ts';
import type { LedgerPeriod } from './coverage-ledger.ts';
import { periodOf } from './period-of.ts';

const CONTRACTS = `SELECT ${selectList(Contract, 'c')}, a.abandoned_on AS "abandonedOn" FROM contract c
  LEFT JOIN contract_abandonment a ON a.machine_id = c.machine_id AND a.contract_id = c.id WHERE c.machine_id = ANY($1) AND own(c)
  ORDER BY c.starts_on, c.id`;

/** Contracts, complete with machine, offering and what the ledger says of their period. */
@Injectable()
export class Contracts {
  constructor(private readonly offerings: ServiceOfferings) {}

  /** The contracts of machines, in order of their first day. Two statements, however many there are. */
  async ofMachines(
    tx: Transaction,
    machines: readonly Machine[],
    periods: ReadonlyMap<string, readonly LedgerPeriod[]>,
  ): Promise<ReadonlyMap<string, Contract[]>> {
    const contracts = await tx.rows<Contract>(CONTRACTS, [machines.map(({ id }) => id)]);
    const offerings = contracts.length === 0 ? [] : await this.offerings.byKeys(tx, contracts);
    const offeringOf = new Map(offerings.map((offering) => [keyOf(offering), offering]));
    const machineOf = new Map(machines.map((machine) => [machine.id, machine]));
    const byId = new Map(contracts.map((contract) => [contract.id, contract]));
    for (const contract of contracts) {
      contract.machine = machineOf.get(contract.machineId);
      contract.offering = offeringOf.get(keyOf(contract));
      contract.previous = byId.get(contract.previousId ?? '');
      const recorded = periods.get(contract.machineId)?.filter(({ contractId }) => contractId === contract.id) ?? [];
      const live = recorded.find((period) => period.live);
      contract.period = periodOf(live ?? contract);
      contract.superseded = live === undefined;
    }
    for (const contract of contracts) {
      if (contract.offering?.kind !== 'PREMIER_UPGRADE') continue;
      const service = serviceOf(contract, periods.get(contract.machineId) ?? []);
      contract.abandonedOn ??= byId.get(service?.contractId ?? '')?.abandonedOn;
    }
    return Map.groupBy(contracts, ({ machineId }) => machineId);
  }
}

/** The service a Premier upgrade ends with, as it was last known to. */
function serviceOf({ id }: Contract, periods: readonly LedgerPeriod[]): LedgerPeriod | undefined {
  const own = periods.filter(({ contractId }) => contractId === id);
  const last = own.find(({ live }) => live) ?? own.at(-1);
  return periods.find((period) => period.id === last?.anchorId);
}

function keyOf({ versionId, partNumber }: Pick<ServiceOffering, 'versionId' | 'partNumber'>): string {
  return `${versionId} ${partNumber}`;
}
