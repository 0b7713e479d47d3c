import { Injectable } from '@nestjs/common';

import { Clock, type Transaction } from '#platform';
import { MachineTypes, OfferingsForMachines, type OfferingsOfType, type ServiceOffering } from '#catalogue';
import { machineId, type ParsedMachine } from '#installed-base';

import { CoverageLedger, type LedgerPeriod } from '../coverage-ledger.ts';

/** A pack that is known by its serial. */
export interface StandingPack {
  readonly machineId: string;
  readonly partNumber: string;
  /** None while the pack is ordered and not registered. */
  readonly contractId: string | null;
}

/** What rows of a list are held against. */
export interface Standing {
  readonly machineTypes: ReadonlySet<string>;
  /** The live periods of the machines that are recorded, by machine. */
  readonly ledgers: ReadonlyMap<string, readonly LedgerPeriod[]>;
  readonly packs: ReadonlyMap<string, StandingPack>;
  /** The offering of a part number for a machine: as the latest published catalogue that has it says. */
  offering(row: ParsedMachine): ServiceOffering | undefined;
}

const MACHINES = 'SELECT id FROM machine WHERE id = ANY($1)';
const PACKS = `SELECT p.serial, p.machine_id AS "machineId", p.part_number AS "partNumber", c.id AS "contractId"
  FROM service_pack p LEFT JOIN contract c ON c.machine_id = p.machine_id AND c.pack_serial = p.serial WHERE p.serial = ANY($1)`;
// The catalogue of the day first, then the others from the last published to the first.
const VERSIONS = `SELECT version_id AS "versionId" FROM catalogue_publication GROUP BY version_id
  ORDER BY max(number) FILTER (WHERE effective_on <= $1) DESC NULLS LAST, max(number) DESC`;

/** Loads what rows of a list of machines are held against: a handful of statements, however many rows. */
@Injectable()
export class WhatStands {
  constructor(
    private readonly types: MachineTypes,
    private readonly offerings: OfferingsForMachines,
    private readonly ledger: CoverageLedger,
    private readonly clock: Clock,
  ) {}

  async for(tx: Transaction, rows: readonly ParsedMachine[]): Promise<Standing> {
    const codes = [...new Set(rows.map(({ machineType }) => machineType))];
    const known = await this.types.byCodes(tx, codes);
    const ids = rows.map(({ machineType, serial }) => machineId(machineType, serial));
    const recorded = (await tx.rows<{ id: string }>(MACHINES, [ids])).map(({ id }) => id);
    const periods = await this.ledger.periodsOf(tx, recorded);
    const serials = rows.flatMap(({ packSerial }) => packSerial ?? []);
    const packs = await tx.rows<StandingPack & { serial: string }>(PACKS, [serials]);
    const catalogues = await this.cataloguesFor(tx, rows);
    return {
      machineTypes: new Set(known.map(({ code }) => code)),
      ledgers: new Map(recorded.map((id) => [id, (periods.get(id) ?? []).filter(({ live }) => live)])),
      packs: new Map(packs.map((pack) => [pack.serial, pack])),
      offering: (row) => offeringIn(catalogues, row),
    };
  }

  /** As many catalogues, from the one of the day back, as it takes to find what the rows name. */
  private async cataloguesFor(
    tx: Transaction,
    rows: readonly ParsedMachine[],
  ): Promise<ReadonlyMap<string, OfferingsOfType>[]> {
    const catalogues: ReadonlyMap<string, OfferingsOfType>[] = [];
    let unfound = rows.filter(({ servicePartNumber }) => servicePartNumber !== undefined);
    for (const { versionId } of await tx.rows<{ versionId: string }>(VERSIONS, [this.clock.today()])) {
      if (unfound.length === 0) break;
      const types = [...new Set(unfound.map(({ machineType }) => machineType))];
      const catalogue = await this.offerings.ofVersion(tx, versionId, types);
      catalogues.push(catalogue);
      unfound = unfound.filter((row) => offeringIn([catalogue], row) === undefined);
    }
    return catalogues;
  }
}

function offeringIn(
  catalogues: readonly ReadonlyMap<string, OfferingsOfType>[],
  { machineType, model = '', servicePartNumber }: ParsedMachine,
): ServiceOffering | undefined {
  for (const catalogue of catalogues) {
    const offerings = catalogue.get(machineType)?.forModel(model) ?? [];
    const found = offerings.find(({ partNumber }) => partNumber === servicePartNumber);
    if (found) return found;
  }
  return undefined;
}
