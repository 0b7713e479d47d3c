import { Injectable } from '@nestjs/common';

import { type Period, takenAsRecorded, termFrom } from '#policy';
import {
  badUserInput,
  type Caller,
  Clock,
  Database,
  type ImportIssue,
  issueMessage,
  issueOfProblem,
  readWorkbook,
  type Transaction,
} from '#platform';
import { MachineTypes, OfferingsForMachines, RegionLists, type ServiceOffering } from '#catalogue';
import { machineId, type MachineRecord, MachineRecords, parseInstalledBase, type ParsedMachine } from '#installed-base';

import { Contract } from './contract.entity.ts';
import { type ContractCoverage, CoverageLedger } from './coverage-ledger.ts';
import { contractId } from './register-service-pack.ts';
import { ServicePack } from './service-pack.entity.ts';

/** What an installed-base list brought. */
export interface InstalledBaseImport {
  readonly machines: number;
  readonly contracts: number;
  /** Rows of machines that were recorded before, and left as they are. */
  readonly alreadyRecorded: number;
  readonly issues: readonly ImportIssue[];
}

interface RegisteredMachine {
  readonly row: ParsedMachine;
  readonly packSerial: string;
  readonly offering: ServiceOffering;
  readonly period: Period;
}

/** Takes in a list of machines with the packs registered on them, as one act. Machines recorded before stay as they are. */
@Injectable()
export class ImportInstalledBase {
  constructor(
    private readonly database: Database,
    private readonly records: MachineRecords,
    private readonly ledger: CoverageLedger,
    private readonly types: MachineTypes,
    private readonly offerings: OfferingsForMachines,
    private readonly regions: RegionLists,
    private readonly clock: Clock,
  ) {}

  /** Throws `BAD_USER_INPUT` when the file holds no list of machines. */
  async run(caller: Caller, content: Buffer): Promise<InstalledBaseImport> {
    const read = await readWorkbook(content);
    if ('problem' in read)
      throw badUserInput('file', issueMessage(issueOfProblem(read.problem), 'EN'), { reason: read.problem.code });
    const parsed = parseInstalledBase(read);
    return this.database.write(caller, async (tx) => {
      tx.begin({ operation: 'importInstalledBase', at: this.clock.now() });
      const known = new Set(
        (
          await this.types.byCodes(
            tx,
            parsed.machines.map(({ machineType }) => machineType),
          )
        ).map(({ code }) => code),
      );
      const rows = parsed.machines.filter(({ machineType }) => known.has(machineType));
      const added = await this.records.add(tx, await this.machineRecords(tx, rows));
      const fresh = rows.filter(({ machineType, serial }) => added.has(machineId(machineType, serial)));
      const registered = await this.registered(tx, fresh);
      await this.addContracts(tx, registered);
      const counts = {
        machines: fresh.length,
        contracts: registered.length,
        alreadyRecorded: rows.length - fresh.length,
      };
      const announces = 'InstalledBaseImported';
      if (fresh.length > 0) tx.record({ stream: 'installed-base', entity: 'InstalledBase', after: counts, announces });
      return { ...counts, issues: parsed.issues };
    });
  }

  private async machineRecords(tx: Transaction, rows: readonly ParsedMachine[]): Promise<MachineRecord[]> {
    const regions = await this.regions.latest(tx);
    return rows.map((row) => {
      const site = regions.find({ municipalityCode: row.municipalityCode });
      const place = site.state === 'FOUND' ? { prefecture: site.prefecture, municipality: site.municipality } : {};
      return {
        machineType: row.machineType,
        model: row.model ?? '',
        serial: row.serial,
        shippedOn: row.shippedOn,
        country: row.country ?? 'JP',
        used: row.used,
        customer: row.customerName,
        reseller: row.resellerName,
        site: row.municipalityCode === undefined ? undefined : { municipalityCode: row.municipalityCode, ...place },
        warranty: { period: termFrom(row.warrantyStartsOn, row.warrantyMonths), serviceLevel: 'NBD_9X5' },
      };
    });
  }

  /** The rows that name a pack of an offering that is sold for their machine. */
  private async registered(tx: Transaction, rows: readonly ParsedMachine[]): Promise<RegisteredMachine[]> {
    const versionId = await this.offerings.versionOn(tx, this.clock.today());
    if (versionId === undefined) return [];
    const byType = await this.offerings.ofVersion(
      tx,
      versionId,
      rows.map(({ machineType }) => machineType),
    );
    const registered = rows.flatMap((row) => {
      const { packSerial, servicePartNumber, serviceStartsOn: startsOn, serviceEndsOn: endsOn } = row;
      const offering = byType
        .get(row.machineType)
        ?.forModel(row.model ?? '')
        .find(({ partNumber }) => partNumber === servicePartNumber);
      return packSerial && offering && startsOn && endsOn
        ? [{ row, packSerial, offering, period: { startsOn, endsOn } }]
        : [];
    });
    // In one order for all, as with the machines: other lists may name the same packs.
    return registered.sort((one, other) => (one.packSerial < other.packSerial ? -1 : 1));
  }

  private async addContracts(tx: Transaction, registered: readonly RegisteredMachine[]): Promise<void> {
    const recordedAt = this.clock.now();
    const keys = registered.map(({ row, packSerial, offering: { versionId, partNumber }, period }) => {
      const decision = takenAsRecorded(period);
      return {
        row,
        period,
        decision,
        machineId: machineId(row.machineType, row.serial),
        packSerial,
        versionId,
        partNumber,
      };
    });
    await tx.insert(
      ServicePack,
      keys.map(({ machineId, packSerial, versionId, partNumber, period, decision }) => {
        return {
          machineId,
          serial: packSerial,
          versionId,
          partNumber,
          orderedOn: period.startsOn,
          orderedBy: decision,
          recordedAt,
        };
      }),
    );
    await tx.insert(
      Contract,
      keys.map(({ machineId, packSerial, versionId, partNumber, period, decision }) => {
        const id = contractId(packSerial);
        return {
          machineId,
          id,
          packSerial,
          versionId,
          partNumber,
          ...period,
          registeredOn: period.startsOn,
          registeredBy: decision,
          recordedAt,
        };
      }),
    );
    for (const { machineId: key, packSerial, partNumber, period } of keys) {
      const entityKey = contractId(packSerial);
      const after = { packSerial, partNumber, ...period, registeredOn: period.startsOn };
      tx.record({ stream: 'machine', key, entity: 'Contract', entityKey, after });
    }
    const coverages = registered.map(({ row, packSerial, offering, period }): ContractCoverage => {
      return {
        machineId: machineId(row.machineType, row.serial),
        contractId: contractId(packSerial),
        offering,
        period,
      };
    });
    const live = await this.ledger.periodsOf(
      tx,
      coverages.map((coverage) => coverage.machineId),
    );
    await this.ledger.add(tx, coverages, (id) => live.get(id) ?? []);
  }
}
