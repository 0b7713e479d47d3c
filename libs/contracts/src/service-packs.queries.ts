import { Injectable } from '@nestjs/common';

import type { CalendarDate } from '#policy';
import { selectList, Selection, type Transaction } from '#platform';
import { ServiceOfferings } from '#catalogue';
import { Machines } from '#installed-base';

import type { Contract } from './contract.entity.ts';
import { MachineJudge } from './machine-judge.ts';
import type { PackKey } from './order-service-pack.ts';
import { periodOf } from './period-of.ts';
import { ServicePack } from './service-pack.entity.ts';

const PACK = `SELECT ${selectList(ServicePack, 'p')} FROM service_pack p WHERE p.machine_id = $1 AND p.serial = $2 AND own(p)`;

/** Packs and contracts as answers of the mutations that made them. */
@Injectable()
export class ServicePacks {
  constructor(
    private readonly machines: Machines,
    private readonly offerings: ServiceOfferings,
    private readonly judge: MachineJudge,
  ) {}

  async byKey(tx: Transaction, { machineId, serial }: PackKey, selection: Selection): Promise<ServicePack> {
    const pack = (await tx.row<ServicePack>(PACK, [machineId, serial])) as ServicePack;
    pack.machine = await this.machines.byId(tx, machineId, selection.at('machine').alsoAsking('contracts'));
    const contract = this.judge.ledgerOf(pack.machine).contracts.find(({ packSerial }) => packSerial === serial);
    pack.days = {
      orderedOn: pack.orderedOn as CalendarDate,
      registeredOn: contract?.registeredOn as CalendarDate | undefined,
      abandonedOn: (contract?.abandonedOn ?? undefined) as CalendarDate | undefined,
      period: contract?.period && periodOf(contract.period),
    };
    [pack.offering] = await this.offerings.byKeys(tx, [pack]);
    const { deliveryFrom, deliveryUntil } = pack;
    if (deliveryFrom && deliveryUntil)
      pack.deliveryWindow = periodOf({ startsOn: deliveryFrom, endsOn: deliveryUntil });
    return Object.assign(new ServicePack(), pack);
  }

  /** The contract, read with its machine. */
  async contractOf(tx: Transaction, machineId: string, id: string, selection: Selection): Promise<Contract> {
    const asked = selection.at('machine').and(Selection.wrapping('contracts', selection));
    const withHistory = selection.anywhere('history').isAsked ? asked.alsoAsking('history') : asked;
    const machine = await this.machines.byId(tx, machineId, withHistory);
    const contract = this.judge.ledgerOf(machine).contracts.find((candidate) => candidate.id === id);
    if (contract === undefined) throw new Error(`contract ${id} was made and cannot be read`);
    return contract;
  }
}
