import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { type CalendarDate, deliveryWindow } from '#policy';
import { badUserInput, type Caller, Clock, notFound, once, Selection, type Transaction } from '#platform';
import { type BasedDecision, readPartNumber, ServiceOfferings } from '#catalogue';
import { type Machine, Machines } from '#installed-base';

import { businessDay } from './business-day.ts';
import type { OrderServicePackInput } from './contract.inputs.ts';
import { DecisionFacts } from './decision-facts.entity.ts';
import type { Judgement } from './judgement.ts';
import { lockMachine } from './lock-machine.ts';
import { MachineJudge } from './machine-judge.ts';
import type { Outcome } from './outcome.ts';
import { ServicePack } from './service-pack.entity.ts';

export interface PackKey {
  readonly machineId: string;
  readonly serial: string;
}

/** Orders a pack for a machine: judged on the day the order is received, by the catalogue of that day. */
@Injectable()
export class OrderServicePack {
  constructor(
    private readonly machines: Machines,
    private readonly judge: MachineJudge,
    private readonly offerings: ServiceOfferings,
    private readonly clock: Clock,
  ) {}

  async run(tx: Transaction, caller: Caller, input: OrderServicePackInput): Promise<Outcome<PackKey>> {
    return once(tx, { caller, operation: 'orderServicePack', input, at: this.clock.now() }, () =>
      this.order(tx, input),
    );
  }

  private async order(tx: Transaction, input: OrderServicePackInput): Promise<Outcome<PackKey>> {
    const orderedOn = businessDay('input.orderedOn', input.orderedOn, this.clock.today());
    const machine = await this.machines.byKey(tx, input.machineType, input.serial, Selection.nothing, {
      path: 'input.',
    });
    await lockMachine(tx, machine.id, input.expectedMachineVersion);
    await this.judge.prepareOne(tx, machine, orderedOn);
    const judgement = this.judge.judge(machine, {
      on: orderedOn,
      stage: 'ORDER',
      site: input.site ?? undefined,
      requestedMonths: input.requestedMonths ?? undefined,
      declared: input.declared ?? undefined,
    });
    const partNumber = readPartNumber(input.partNumber);
    const offering = judgement.offering(partNumber);
    if (offering === undefined) throw await this.notSold(tx, machine, partNumber, orderedOn);
    const decision = judgement.decide(offering);
    if (decision.verdict !== 'ELIGIBLE') {
      return { refused: { decision, remedies: judgement.remedies(offering), versionId: judgement.versionId } };
    }
    return { made: await this.add(tx, machine, judgement, partNumber, orderedOn, decision) };
  }

  private async add(
    tx: Transaction,
    machine: Machine,
    { versionId, market, lookedAt }: Judgement,
    partNumber: string,
    orderedOn: CalendarDate,
    decision: BasedDecision,
  ): Promise<PackKey> {
    const window = deliveryWindow(orderedOn, market.calendar);
    const serial = newPackSerial();
    const pack = { serial, partNumber, orderedOn, deliveryFrom: window.startsOn, deliveryUntil: window.endsOn };
    const { id: machineId } = machine;
    await tx.insert(ServicePack, [
      { machineId, versionId, ...pack, orderedBy: decision, recordedAt: this.clock.now() },
    ]);
    await tx.insert(DecisionFacts, [{ machineId, act: 'ORDER', subject: serial, facts: lookedAt }]);
    tx.record({
      stream: 'machine',
      key: machineId,
      entity: 'ServicePack',
      entityKey: serial,
      after: pack,
      announces: 'ServicePackOrdered',
    });
    return { machineId, serial };
  }

  private async notSold(tx: Transaction, machine: Machine, partNumber: string, on: CalendarDate): Promise<Error> {
    const { productNumber } = machine;
    if ((await this.offerings.byPartNumber(tx, partNumber, on)) === undefined) {
      return notFound(`The catalogue has no service offering "${partNumber}" on ${on}.`, { partNumber });
    }
    return badUserInput(
      'input.partNumber',
      `${partNumber} is not sold for ${productNumber}. Look at serviceOfferings(productNumber: "${productNumber}").`,
      {
        reason: 'NOT_SOLD_FOR_MACHINE',
      },
    );
  }
}

// Twelve random digits: a serial that is taken already is refused by the database and never doubled.
function newPackSerial(): string {
  const digits = (): string => String(randomInt(1_000_000)).padStart(6, '0');
  return `SP${digits()}${digits()}`;
}
