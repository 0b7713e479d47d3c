import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import {
  type CalendarDate,
  type CoverageFacts,
  movedPeriods,
  type Period,
  remediesForStartDateChange,
  reviewStartDateChange,
} from '#policy';
import { badUserInput, type Caller, Clock, notFound, once, requireId, Selection, type Transaction } from '#platform';
import { Machines } from '#installed-base';

import { businessDay } from './business-day.ts';
import { StartDateChange } from './contract-change.entity.ts';
import type { ChangeStartDateInput } from './contract.inputs.ts';
import { CoverageLedger, type LedgerPeriod } from './coverage-ledger.ts';
import { DecisionFacts, type StartDateFacts } from './decision-facts.entity.ts';
import { startDateChangeOf } from './kept-facts.ts';
import { lockedLedger } from './locked-ledger.ts';
import { coverageFacts } from './machine-ledger.ts';
import type { Outcome } from './outcome.ts';

interface Known {
  readonly period: LedgerPeriod;
  readonly facts: CoverageFacts;
}

/** Moves the first day of a warranty, and with it what started with it, when the documents say so. */
@Injectable()
export class ChangeStartDate {
  constructor(
    private readonly machines: Machines,
    private readonly ledger: CoverageLedger,
    private readonly clock: Clock,
  ) {}

  /** Answers the machine's id. */
  async run(tx: Transaction, caller: Caller, input: ChangeStartDateInput): Promise<Outcome<string>> {
    return once(tx, { caller, operation: 'changeStartDate', input, at: this.clock.now() }, () =>
      this.change(tx, caller, input),
    );
  }

  private async change(tx: Transaction, caller: Caller, input: ChangeStartDateInput): Promise<Outcome<string>> {
    const on = businessDay('input.requestedOn', input.requestedOn, this.clock.today());
    const machine = await this.machines.byKey(tx, input.machineType, input.serial, Selection.nothing, {
      path: 'input.',
    });
    if (!machine.shippedOn) {
      throw badUserInput(
        'input.serial',
        `The ship date of machine ${machine.productNumber} with serial ${machine.serial} is not known, so a change of its start cannot be judged.`,
      );
    }
    const { live } = await lockedLedger(tx, this.ledger, machine.id, input.expectedMachineVersion);
    const known = live.map((period): Known => ({ period, facts: coverageFacts(period) }));
    const requestedStartsOn = input.requestedStartsOn as CalendarDate;
    const facts: StartDateFacts = {
      on,
      serial: machine.serial,
      shippedOn: machine.shippedOn as CalendarDate,
      moved: placeOfMoved(live, input.contractId),
      coverage: known.map((each) => each.facts),
      requestedStartsOn,
      deliveryNoteSerials: input.documents?.deliveryNoteSerials ?? undefined,
      warrantyCardDatedOn: (input.documents?.warrantyCardDatedOn ?? undefined) as CalendarDate | undefined,
    };
    const change = startDateChangeOf(facts);
    const decision = reviewStartDateChange(change);
    if (decision.verdict !== 'ELIGIBLE') {
      return { refused: { decision, remedies: remediesForStartDateChange(decision), versionId: undefined } };
    }
    const days = new Map<LedgerPeriod, Period | undefined>(
      movedPeriods(change).flatMap(({ coverage, period }) =>
        known.filter((each) => each.facts === coverage).map((each) => [each.period, period] as const),
      ),
    );
    await this.ledger.replace(tx, live, days);
    const id = uuidv7();
    const { deliveryNoteSerials, warrantyCardDatedOn } = change;
    const documents = { deliveryNoteSerials, warrantyCardDatedOn };
    await tx.insert(StartDateChange, [
      {
        machineId: machine.id,
        id,
        requestedStartsOn,
        ...documents,
        reason: input.reason,
        actor: caller.name,
        decision,
        recordedAt: this.clock.now(),
      },
    ]);
    await tx.insert(DecisionFacts, [{ machineId: machine.id, act: 'START_DATE_CHANGE', subject: id, facts }]);
    const contractId = input.contractId ?? undefined;
    tx.record({
      stream: 'machine',
      key: machine.id,
      entity: 'StartDateChange',
      entityKey: id,
      before: { contractId, startsOn: change.moved.period.startsOn },
      after: { contractId, startsOn: requestedStartsOn, ...documents },
      announces: 'StartDateChanged',
    });
    return { made: machine.id };
  }
}

/** What is to move, by its place in the ledger: the contract's coverage, or the base warranty. */
function placeOfMoved(live: readonly LedgerPeriod[], contractId: string | null | undefined): number {
  const id = requireId('input.contractId', contractId);
  const place = live.findIndex((period) =>
    id === undefined ? period.layer === 'BASE_WARRANTY' : period.contractId === id,
  );
  if (place >= 0) return place;
  throw notFound(`This machine has no ${id === undefined ? 'base warranty' : `contract "${id}"`}.`, { contractId });
}
