import { Injectable } from '@nestjs/common';

import { propertiesOf, type Selection, selectList, type Transaction } from '#platform';
import { offeringColumns, offeringFrom } from '#catalogue';
import type { AskedMachines } from '#installed-base';

import { Contract } from './contract.entity.ts';
import type { LedgerPeriod } from './coverage-ledger.ts';
import { periodOf } from './period-of.ts';

/** Everything but what the policy said at registration, which is long and seldom asked. */
const WITHOUT_DECISION = propertiesOf(Contract, 'registeredBy');

function contractsStatement(decision: boolean, appliesTo: boolean): string {
  return `SELECT ${selectList(Contract, 'c', '', decision ? undefined : WITHOUT_DECISION)}, a.abandoned_on AS "abandonedOn",
      ${offeringColumns('o', 'offering.', appliesTo)}
    FROM contract c JOIN service_offering o ON o.version_id = c.version_id AND o.part_number = c.part_number
    LEFT JOIN contract_abandonment a ON a.machine_id = c.machine_id AND a.contract_id = c.id WHERE c.machine_id = ANY($1) AND own(c)
    ORDER BY c.starts_on, c.id`;
}

type ContractRow = Contract & Record<string, unknown>;

/** Contracts, complete with machine, offering and what the ledger says of their period. */
@Injectable()
export class Contracts {
  /**
   * The contracts of machines, in order of their first day. One statement, however many there are; without the parts
   * that a query does not ask for anywhere.
   */
  async ofMachines(
    tx: Transaction,
    asked: AskedMachines,
    ledger: Promise<ReadonlyMap<string, readonly LedgerPeriod[]>>,
    selection: Selection,
  ): Promise<ReadonlyMap<string, Contract[]>> {
    const asks = (field: string): boolean => selection.anywhere(field).isAsked;
    const [contracts, machines, periods] = await Promise.all([
      tx.rows<ContractRow>(contractsStatement(asks('decision'), asks('appliesTo')), [asked.ids]),
      asked.read,
      ledger,
    ]);
    const machineOf = new Map(machines.map((machine) => [machine.id, machine]));
    const byId = new Map(contracts.map((contract) => [contract.id, contract]));
    for (const contract of contracts) {
      contract.machine = machineOf.get(contract.machineId);
      contract.offering = offeringFrom(contract, 'offering.');
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
