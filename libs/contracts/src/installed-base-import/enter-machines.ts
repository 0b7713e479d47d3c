import { Injectable } from '@nestjs/common';

import { takenAsRecorded } from '#policy';
import { Clock, type ImportIssue, type Transaction } from '#platform';
import { type LoadedRegionList, RegionLists } from '#catalogue';
import { type MachineRecord, MachineRecords, type ParsedMachine } from '#installed-base';

import { Contract } from '../contract.entity.ts';
import { type ContractCoverage, CoverageLedger, type LedgerPeriod } from '../coverage-ledger.ts';
import { contractId } from '../register-service-pack.ts';
import { ServicePack } from '../service-pack.entity.ts';
import { type JudgedRow, judgeRow, type ListedContract } from './judge-row.ts';
import { WhatStands } from './what-stands.ts';

/** What has become of a batch of machines. */
export interface EnteredMachines {
  readonly machines: number;
  readonly contracts: number;
  readonly corrected: number;
  readonly alreadyRecorded: number;
  readonly leftOut: number;
  /** Why machines were left out. */
  readonly issues: readonly ImportIssue[];
}

interface NewContract {
  readonly coverage: ContractCoverage;
  readonly listed: ListedContract;
  readonly row: ParsedMachine;
}

/** Enters machines of a list with their warranties and contracts, set by set. */
@Injectable()
export class EnterMachines {
  constructor(
    private readonly records: MachineRecords,
    private readonly ledger: CoverageLedger,
    private readonly standing: WhatStands,
    private readonly regions: RegionLists,
    private readonly clock: Clock,
  ) {}

  /** Enters what can be entered, judged as things stand now. What stands as listed is left as it is. */
  async run(tx: Transaction, rows: readonly ParsedMachine[], correctWarranties: boolean): Promise<EnteredMachines> {
    await lockInOrder(tx, rows);
    const standing = await this.standing.for(tx, rows);
    const judged = rows.map((row) => judgeRow(row, standing, correctWarranties));
    const good = judged.filter(({ issues }) => issues.length === 0);
    const fresh = good.filter(({ isNew }) => isNew);
    await this.records.add(tx, await this.recordsOf(tx, fresh));
    const corrected = good.filter((row) => row.corrected !== undefined);
    for (const { machineId, corrected: days } of corrected) {
      await this.ledger.replace(tx, standing.ledgers.get(machineId) ?? [], days ?? new Map());
    }
    const contracts = await this.enterContracts(tx, good);
    const unchanged = good.filter(({ isNew, contract, corrected: days }) => !isNew && !contract && !days);
    return {
      machines: fresh.length,
      contracts,
      corrected: corrected.length,
      alreadyRecorded: unchanged.length,
      leftOut: judged.length - good.length,
      issues: judged.flatMap(({ issues }) => issues),
    };
  }

  private async recordsOf(tx: Transaction, fresh: readonly JudgedRow[]): Promise<MachineRecord[]> {
    const regions = await this.regions.latest(tx);
    return fresh.map(({ row, warranty }) => ({
      machineType: row.machineType,
      model: row.model ?? '',
      serial: row.serial,
      shippedOn: row.shippedOn,
      country: row.country ?? 'JP',
      used: row.used,
      customer: row.customerName,
      reseller: row.resellerName,
      site: siteOf(row, regions),
      warranty: { period: warranty, serviceLevel: 'NBD_9X5' },
    }));
  }

  private async enterContracts(tx: Transaction, good: readonly JudgedRow[]): Promise<number> {
    const brought = good
      .flatMap(({ row, machineId, contract: listed }): NewContract[] => {
        if (listed === undefined) return [];
        const { packSerial, offering, period } = listed;
        return [{ row, listed, coverage: { machineId, contractId: contractId(packSerial), offering, period } }];
      })
      // In one order for all: other lists may name the same packs.
      .sort((one, other) => (one.listed.packSerial < other.listed.packSerial ? -1 : 1));
    if (brought.length === 0) return 0;
    const machineIds = brought.map(({ coverage }) => coverage.machineId);
    const ledgers = await this.ledger.periodsOf(tx, machineIds);
    const liveOf = (id: string): readonly LedgerPeriod[] => (ledgers.get(id) ?? []).filter(({ live }) => live);
    await this.insertContracts(tx, brought, liveOf);
    await this.ledger.add(
      tx,
      brought.map(({ coverage }) => coverage),
      liveOf,
    );
    return brought.length;
  }

  private async insertContracts(
    tx: Transaction,
    brought: readonly NewContract[],
    liveOf: (machineId: string) => readonly LedgerPeriod[],
  ): Promise<void> {
    const recordedAt = this.clock.now();
    const packs = brought.map(({ coverage: { machineId }, listed: { packSerial, offering, period } }) => {
      const { versionId, partNumber } = offering;
      const orderedBy = takenAsRecorded(period);
      return {
        machineId,
        serial: packSerial,
        versionId,
        partNumber,
        orderedOn: period.startsOn,
        orderedBy,
        recordedAt,
      };
    });
    await tx.insert(ServicePack, packs, { keepExisting: true });
    const contracts = brought.map(({ coverage, listed: { packSerial, offering, period } }) => {
      const { machineId, contractId: id } = coverage;
      const { versionId, partNumber } = offering;
      const previousId = this.ledger.previousContractOf(coverage, liveOf(machineId));
      const kept = { id, packSerial, partNumber, ...period, registeredOn: period.startsOn, previousId };
      tx.record({ stream: 'machine', key: machineId, entity: 'Contract', entityKey: id, after: kept });
      return { machineId, versionId, ...kept, registeredBy: takenAsRecorded(period), recordedAt };
    });
    await tx.insert(Contract, contracts);
  }
}

function siteOf({ municipalityCode }: ParsedMachine, regions: LoadedRegionList): MachineRecord['site'] {
  if (municipalityCode === undefined) return undefined;
  const found = regions.find({ municipalityCode });
  const place = found.state === 'FOUND' ? { prefecture: found.prefecture, municipality: found.municipality } : {};
  return { municipalityCode, ...place };
}

/** Locks the machines that are recorded, in the order of their ids: two lists that share some never wait for each other. */
async function lockInOrder(tx: Transaction, rows: readonly ParsedMachine[]): Promise<void> {
  await tx.rows(
    `SELECT 1 FROM machine WHERE (machine_type, serial) IN (SELECT * FROM unnest($1::text[], $2::text[]))
     ORDER BY id FOR NO KEY UPDATE`,
    [rows.map(({ machineType }) => machineType), rows.map(({ serial }) => serial)],
  );
}
