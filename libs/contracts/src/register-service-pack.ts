import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';

import type { CalendarDate, Period, SiteFacts } from '#policy';
import {
  badUserInput,
  type Caller,
  Clock,
  conflict,
  notFound,
  once,
  selectList,
  Selection,
  type Transaction,
} from '#platform';
import { type BasedDecision, readSerial, type ServiceOffering, ServiceOfferings } from '#catalogue';
import { type Machine, Machines } from '#installed-base';

import { businessDay } from './business-day.ts';
import { Contract } from './contract.entity.ts';
import type { RegisterServicePackInput } from './contract.inputs.ts';
import { CoverageLedger, type LedgerPeriod } from './coverage-ledger.ts';
import { DecisionFacts, type ServiceFacts } from './decision-facts.entity.ts';
import { lockMachine } from './lock-machine.ts';
import { MachineJudge } from './machine-judge.ts';
import type { Outcome } from './outcome.ts';
import { ServicePack } from './service-pack.entity.ts';

export interface ContractKey {
  readonly machineId: string;
  readonly id: string;
}

interface Registration {
  readonly pack: ServicePack;
  readonly offering: ServiceOffering;
  readonly registeredOn: CalendarDate;
  readonly decision: BasedDecision;
  readonly lookedAt: ServiceFacts;
  readonly live: readonly LedgerPeriod[];
}

/** A pack with the place it was ordered for, as it was looked up then. */
type OrderedPack = ServicePack & { readonly contractId: string | null; readonly place: SiteFacts | null };

const CONTRACTS = 'b1a7c0de-0004-4000-8000-000000000004';

/** The id of the contract a pack becomes: one pack, one contract. */
export function contractId(packSerial: string): string {
  return uuidv5(packSerial, CONTRACTS);
}

/** Registers a pack on the machine it was ordered for; the contract's period is the policy's to say. */
@Injectable()
export class RegisterServicePack {
  constructor(
    private readonly machines: Machines,
    private readonly judge: MachineJudge,
    private readonly offerings: ServiceOfferings,
    private readonly ledger: CoverageLedger,
    private readonly clock: Clock,
  ) {}

  async run(tx: Transaction, caller: Caller, input: RegisterServicePackInput): Promise<Outcome<ContractKey>> {
    return once(tx, { caller, operation: 'registerServicePack', input, at: this.clock.now() }, () =>
      this.register(tx, input),
    );
  }

  private async register(tx: Transaction, input: RegisterServicePackInput): Promise<Outcome<ContractKey>> {
    const registeredOn = businessDay('input.registeredOn', input.registeredOn, this.clock.today());
    const machine = await this.machines.byKey(tx, input.machineType, input.serial, Selection.nothing, {
      path: 'input.',
    });
    await lockMachine(tx, machine.id, input.expectedMachineVersion);
    const pack = await packOf(tx, machine, readSerial('input.packSerial', input.packSerial));
    const orderedOn = pack.orderedOn as CalendarDate;
    if (registeredOn < orderedOn) {
      throw badUserInput(
        'input.registeredOn',
        `The pack was ordered on ${orderedOn}; it cannot be registered on ${registeredOn}, before that.`,
      );
    }
    const live = await this.judge.prepareOne(tx, machine, orderedOn, pack.versionId);
    const judgement = this.judge.judge(machine, {
      on: registeredOn,
      orderedOn,
      stage: 'REGISTRATION',
      place: pack.place ?? undefined,
      requestedMonths: input.requestedMonths ?? undefined,
      declared: input.declared ?? undefined,
      requestedStartsOn: (input.requestedStartsOn ?? undefined) as CalendarDate | undefined,
    });
    const [offering] = await this.offerings.byKeys(tx, [pack]);
    if (offering === undefined) throw new Error(`pack ${pack.serial} names an offering that does not exist`);
    const decision = judgement.decide(offering);
    if (decision.verdict !== 'ELIGIBLE' || decision.period === undefined) {
      return { refused: { decision, remedies: judgement.remedies(offering), versionId: pack.versionId } };
    }
    const { lookedAt } = judgement;
    return { made: await this.add(tx, { pack, offering, registeredOn, decision, lookedAt, live }) };
  }

  private async add(
    tx: Transaction,
    { pack, offering, registeredOn, decision, lookedAt, live }: Registration,
  ): Promise<ContractKey> {
    const { machineId, serial, versionId, partNumber } = pack;
    const id = contractId(serial);
    const period = decision.period as Period;
    const coverage = { machineId, contractId: id, offering, period };
    const previousId = this.ledger.previousContractOf(coverage, live);
    const contract = { id, packSerial: serial, partNumber, ...period, registeredOn, previousId };
    await tx.insert(Contract, [
      { machineId, versionId, ...contract, registeredBy: decision, recordedAt: this.clock.now() },
    ]);
    await tx.insert(DecisionFacts, [{ machineId, act: 'REGISTRATION', subject: id, facts: lookedAt }]);
    tx.record({
      stream: 'machine',
      key: machineId,
      entity: 'Contract',
      entityKey: id,
      after: contract,
      announces: 'ContractRegistered',
    });
    await this.ledger.add(tx, [coverage], () => live);
    return { machineId, id };
  }
}

const PACK = `SELECT ${selectList(ServicePack, 'p')}, c.id AS "contractId", f.facts -> 'site' AS place FROM service_pack p
  LEFT JOIN contract c ON c.machine_id = p.machine_id AND c.pack_serial = p.serial
  LEFT JOIN decision_facts f ON f.machine_id = p.machine_id AND f.act = 'ORDER' AND f.subject = p.serial
  WHERE p.machine_id = $1 AND p.serial = $2 AND own(p)`;

/** The machine's pack. A pack of another machine and an unknown one are answered alike. */
async function packOf(tx: Transaction, machine: Machine, serial: string): Promise<OrderedPack> {
  const pack = await tx.row<OrderedPack>(PACK, [machine.id, serial]);
  if (pack === undefined) {
    throw notFound(`There is no pack ${serial} for machine ${machine.productNumber} with serial ${machine.serial}.`, {
      packSerial: serial,
    });
  }
  if (pack.contractId !== null) {
    throw conflict(`Pack ${serial} was registered already; a pack is registered once.`, {
      reason: 'PACK_REGISTERED',
      contractId: pack.contractId,
    });
  }
  return pack;
}
