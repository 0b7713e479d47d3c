import { Injectable } from '@nestjs/common';

import { type CalendarDate, type Period, reviewAbandonment } from '#policy';
import { type Caller, Clock, conflict, notFound, once, requireId, type Transaction } from '#platform';

import { businessDay } from './business-day.ts';
import { ContractAbandonment } from './contract-change.entity.ts';
import type { AbandonContractInput } from './contract.inputs.ts';
import { abandonmentOf } from './kept-facts.ts';
import { type AbandonmentFacts, DecisionFacts } from './decision-facts.entity.ts';
import { CoverageLedger, type LedgerPeriod } from './coverage-ledger.ts';
import { lockedLedger } from './locked-ledger.ts';
import { coverageFacts } from './machine-ledger.ts';
import type { Outcome } from './outcome.ts';
import { periodOf } from './period-of.ts';
import type { ContractKey } from './register-service-pack.ts';

/** Gives a contract up: it covers until that day, and nothing is paid back. */
@Injectable()
export class AbandonContract {
  constructor(
    private readonly ledger: CoverageLedger,
    private readonly clock: Clock,
  ) {}

  async run(tx: Transaction, caller: Caller, input: AbandonContractInput): Promise<Outcome<ContractKey>> {
    return once(tx, { caller, operation: 'abandonContract', input, at: this.clock.now() }, () =>
      this.abandon(tx, caller, input),
    );
  }

  private async abandon(tx: Transaction, caller: Caller, input: AbandonContractInput): Promise<Outcome<ContractKey>> {
    const abandonedOn = businessDay('input.abandonedOn', input.abandonedOn, this.clock.today());
    const { machineId, id, versionId } = await contractOf(tx, input.contractId);
    const ledger = await lockedLedger(tx, this.ledger, machineId, input.expectedMachineVersion);
    const abandoned = ledger.live.find(({ contractId }) => contractId === id);
    if (abandoned === undefined || ledger.warranty === undefined) {
      throw conflict('This contract covers nothing any more: it was given up, or another took its place.', {
        contractId: id,
      });
    }
    refuseBeforeARenewal(ledger.live, abandoned);
    const facts: AbandonmentFacts = {
      on: abandonedOn,
      machine: { warranty: periodOf(ledger.warranty) },
      coverage: ledger.live.map(coverageFacts),
      abandoned: ledger.live.indexOf(abandoned),
    };
    const decision = reviewAbandonment(abandonmentOf(facts));
    if (decision.verdict !== 'ELIGIBLE') return { refused: { decision, remedies: [], versionId } };
    await this.ledger.replace(tx, ledger.live, shortened(ledger.live, abandoned, decision.period));
    await tx.insert(ContractAbandonment, [
      {
        machineId,
        contractId: id,
        abandonedOn,
        reason: input.reason,
        actor: caller.name,
        decision,
        recordedAt: this.clock.now(),
      },
    ]);
    await tx.insert(DecisionFacts, [{ machineId, act: 'ABANDONMENT', subject: id, facts }]);
    tx.record({
      stream: 'machine',
      key: machineId,
      entity: 'Contract',
      entityKey: id,
      before: periodOf(abandoned),
      after: { ...decision.period, abandonedOn },
      announces: 'ContractAbandoned',
    });
    return { made: { machineId, id } };
  }
}

async function contractOf(tx: Transaction, contractId: string): Promise<ContractKey & { versionId: string }> {
  const id = requireId('input.contractId', contractId);
  const contract = await tx.row<ContractKey & { versionId: string }>(
    'SELECT c.machine_id AS "machineId", c.id, c.version_id AS "versionId" FROM contract c WHERE c.id = $1 AND own(c)',
    [id],
  );
  if (contract === undefined) throw notFound(`There is no contract "${contractId}".`, { contractId });
  return contract;
}

/** A renewal follows on from what it renews; giving that up first would leave a gap before it. */
function refuseBeforeARenewal(live: readonly LedgerPeriod[], abandoned: LedgerPeriod): void {
  const renewal = live.find(({ anchor, anchorId }) => anchor === 'FOLLOWS' && anchorId === abandoned.id);
  if (renewal === undefined) return;
  throw conflict(`A renewal from ${renewal.startsOn} follows on from this contract. Give that up first.`, {
    reason: 'RENEWAL_FOLLOWS',
    contractId: renewal.contractId,
  });
}

/** What is left of the contract, and of Premier that ends with it. */
function shortened(
  live: readonly LedgerPeriod[],
  abandoned: LedgerPeriod,
  left: Period | undefined,
): Map<LedgerPeriod, Period | undefined> {
  const days = new Map<LedgerPeriod, Period | undefined>([[abandoned, left]]);
  for (const period of live) {
    if (period.anchorId !== abandoned.id) continue;
    const endsOn = left?.endsOn;
    const begins = endsOn !== undefined && period.startsOn <= endsOn;
    days.set(period, begins ? { startsOn: period.startsOn as CalendarDate, endsOn } : undefined);
  }
  return days;
}
