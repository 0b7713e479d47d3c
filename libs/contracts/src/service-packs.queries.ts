import { Injectable } from '@nestjs/common';

import { selectList, type Selection, type Transaction } from '#platform';
import { ServiceOfferings } from '#catalogue';
import { Machines } from '#installed-base';

import type { Contract } from './contract.entity.ts';
import { MachineJudge } from './machine-judge.ts';
import type { PackKey } from './order-service-pack.ts';
import { periodOf } from './period-of.ts';
import { ServicePack } from './service-pack.entity.ts';

const PACK = `SELECT ${selectList(ServicePack, 'p')}, c.starts_on AS "startsOn", c.ends_on AS "endsOn" FROM service_pack p
  LEFT JOIN contract c ON c.machine_id = p.machine_id AND c.pack_serial = p.serial WHERE p.machine_id = $1 AND p.serial = $2`;

type PackRow = ServicePack & { startsOn: string | null; endsOn: string | null };

/** Packs and contracts as answers of the mutations that made them. */
@Injectable()
export class ServicePacks {
  constructor(
    private readonly machines: Machines,
    private readonly offerings: ServiceOfferings,
    private readonly judge: MachineJudge,
  ) {}

  async byKey(tx: Transaction, { machineId, serial }: PackKey, selection: Selection): Promise<ServicePack> {
    const pack = (await tx.row<PackRow>(PACK, [machineId, serial])) as PackRow;
    pack.machine = await this.machines.byId(tx, machineId, selection.at('machine'));
    [pack.offering] = await this.offerings.byKeys(tx, [pack]);
    const { deliveryFrom, deliveryUntil, startsOn, endsOn } = pack;
    if (startsOn && endsOn) pack.contractPeriod = { startsOn, endsOn };
    if (deliveryFrom && deliveryUntil)
      pack.deliveryWindow = periodOf({ startsOn: deliveryFrom, endsOn: deliveryUntil });
    return Object.assign(new ServicePack(), pack);
  }

  /** The contract, read with its machine. */
  async contractOf(tx: Transaction, machineId: string, id: string, selection: Selection): Promise<Contract> {
    const machine = await this.machines.byId(tx, machineId, selection.at('machine').alsoAsking('contracts'));
    const contract = this.judge.ledgerOf(machine).contracts.find((candidate) => candidate.id === id);
    if (contract === undefined) throw new Error(`contract ${id} was made and cannot be read`);
    return contract;
  }
}
