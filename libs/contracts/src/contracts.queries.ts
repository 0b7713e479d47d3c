import { Injectable } from '@nestjs/common';

import type { ServiceKind } from '#policy';
import { entityFrom, propertiesOf, type Selection, selectList, type Transaction } from '#platform';
import { offeringColumns, offeringFrom } from '#catalogue';
import type { AskedMachines, Machine } from '#installed-base';

import { Contract } from './contract.entity.ts';
import { type LedgerPeriod, READ_OF_PERIODS, readingPeriods } from './coverage-ledger.ts';
import { CoveragePeriod } from './coverage-period.entity.ts';
import { periodOf } from './period-of.ts';

/** Whose it is stands on the machine; what the policy said at registration is long and seldom asked. */
const WITH_DECISION = propertiesOf(Contract, 'resellerId', 'customerId');
const WITHOUT_DECISION = propertiesOf(Contract, 'resellerId', 'customerId', 'registeredBy');

const statements = new WeakMap<Selection, string>();

/** What reads periods and contracts; the same text for the same selection, so that nobody puts it together again. */
function statementFor(selection: Selection): string {
  let statement = statements.get(selection);
  if (statement === undefined) statements.set(selection, (statement = statementOf(selection)));
  return statement;
}

// Every contract has given a period once, so that the periods bring all contracts along.
function statementOf(selection: Selection): string {
  const contract = selection.anywhere('decision').isAsked ? WITH_DECISION : WITHOUT_DECISION;
  const columns = [
    selectList(CoveragePeriod, 'p', 'period.', READ_OF_PERIODS),
    selectList(Contract, 'c', 'contract.', contract),
    'a.abandoned_on AS "abandonedOn"',
    offeringColumns('o', 'offering.', selection.anywhere('offering')),
  ];
  return readingPeriods(
    columns.join(', '),
    'LEFT JOIN contract_abandonment a ON a.machine_id = c.machine_id AND a.contract_id = c.id',
  );
}

type LedgerRow = Readonly<Record<string, unknown>> & {
  readonly 'period.machineId': string;
  readonly 'contract.id': string | null;
  readonly 'offering.kind': ServiceKind | null;
  readonly abandonedOn: string | null;
};

/** What is recorded of a machine's coverage. */
export interface RecordedCoverage {
  readonly periods: readonly LedgerPeriod[];
  /** In order of their first day. */
  readonly contracts: readonly Contract[];
}

/** Contracts, complete with machine, offering and what the ledger says of their period. */
@Injectable()
export class Contracts {
  /**
   * The periods of machines and the contracts that gave them. One statement, however many there are; without the parts
   * that a query does not ask for anywhere.
   */
  async withPeriods(
    tx: Transaction,
    asked: AskedMachines,
    selection: Selection,
  ): Promise<ReadonlyMap<string, RecordedCoverage>> {
    const [rows, machines] = await Promise.all([tx.rows<LedgerRow>(statementFor(selection), [asked.ids]), asked.read]);
    const rowsOf = Map.groupBy(rows, (row) => row['period.machineId']);
    return new Map(machines.map((machine) => [machine.id, coverageIn(rowsOf.get(machine.id) ?? [], machine)]));
  }
}

function coverageIn(rows: readonly LedgerRow[], machine: Machine): RecordedCoverage {
  const periods = rows.map(periodIn);
  const byId = new Map<string, Contract>();
  for (const row of rows) {
    const id = row['contract.id'];
    if (id !== null && !byId.has(id)) byId.set(id, contractIn(row, machine));
  }
  const contracts = [...byId.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  for (const contract of contracts) {
    contract.previous = byId.get(contract.previousId ?? '');
    const live = periods.find((period) => period.live && period.contractId === contract.id);
    contract.period = periodOf(live ?? contract);
    contract.superseded = live === undefined;
  }
  for (const contract of contracts) {
    if (contract.offering?.kind !== 'PREMIER_UPGRADE') continue;
    contract.abandonedOn ??= byId.get(serviceOf(contract, periods)?.contractId ?? '')?.abandonedOn;
  }
  return { periods, contracts };
}

function periodIn(row: LedgerRow): LedgerPeriod {
  const period = entityFrom(CoveragePeriod, row, 'period.') as CoveragePeriod;
  return Object.assign(period, { kind: row['offering.kind'] });
}

function contractIn(row: LedgerRow, machine: Machine): Contract {
  const contract = entityFrom(Contract, row, 'contract.') as Contract;
  contract.machine = machine;
  contract.offering = offeringFrom(row, 'offering.');
  contract.abandonedOn = row.abandonedOn;
  return contract;
}

const orderOf = ({ startsOn, id }: Contract): string => startsOn + id;

/** The service a Premier upgrade ends with, as it was last known to. */
function serviceOf({ id }: Contract, periods: readonly LedgerPeriod[]): LedgerPeriod | undefined {
  const own = periods.filter(({ contractId }) => contractId === id);
  const last = own.find(({ live }) => live) ?? own.at(-1);
  return periods.find((period) => period.id === last?.anchorId);
}
