import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';

import { type Decision, review, reviewAbandonment, reviewStartDateChange } from '#policy';
import type { Transaction } from '#platform';
import { Markets } from '#market';
import { type BasedDecision, offeringFacts, OfferingsForMachines, ServiceOfferings, showDecision } from '#catalogue';
import type { Machine } from '#installed-base';

import type { AbandonmentFacts, DecidedAct, ServiceFacts, StartDateFacts } from './decision-facts.entity.ts';
import type { DecisionReplay } from './decision-replay.model.ts';
import { abandonmentOf, startDateChangeOf } from './kept-facts.ts';

/** A stored decision with what it looked at. */
interface Decided {
  readonly act: DecidedAct;
  readonly subject: string;
  readonly decidedAt: Date;
  readonly decision: BasedDecision;
  /** What was judged, where a service was. */
  readonly versionId: string | null;
  readonly partNumber: string | null;
  /** None of what was taken in with a list. */
  readonly facts: ServiceFacts | AbandonmentFacts | StartDateFacts | null;
}

const DECIDED = `SELECT d.*, f.facts FROM (
    SELECT 'ORDER'::decided_act AS act, serial AS subject, recorded_at AS "decidedAt", decision,
      version_id AS "versionId", part_number AS "partNumber" FROM service_pack s WHERE machine_id = $1 AND own(s)
    UNION ALL SELECT 'REGISTRATION', id::text, recorded_at, decision, version_id, part_number
      FROM contract c WHERE machine_id = $1 AND own(c)
    UNION ALL SELECT 'ABANDONMENT', contract_id::text, recorded_at, decision, NULL, NULL
      FROM contract_abandonment a WHERE machine_id = $1 AND own(a)
    UNION ALL SELECT 'START_DATE_CHANGE', id::text, recorded_at, decision, NULL, NULL
      FROM start_date_change h WHERE machine_id = $1 AND own(h)
  ) d LEFT JOIN decision_facts f ON f.machine_id = $1 AND own(f) AND f.act = d.act AND f.subject = d.subject
  ORDER BY d."decidedAt", d.act, d.subject`;

/** Makes the decisions about a machine again, from what each looked at: what was said then can be explained today. */
@Injectable()
export class ReplayDecisions {
  constructor(
    private readonly offerings: ServiceOfferings,
    private readonly forMachines: OfferingsForMachines,
    private readonly markets: Markets,
  ) {}

  /** Every decision about the machine, oldest first. */
  async of(tx: Transaction, machine: Machine): Promise<DecisionReplay[]> {
    const replays: DecisionReplay[] = [];
    for (const decided of await tx.rows<Decided>(DECIDED, [machine.id])) {
      const { act, subject, decidedAt, decision } = decided;
      const replayed = await this.decideAgain(tx, machine, decided);
      replays.push({
        act,
        subject,
        decidedAt,
        decision: showDecision(decision),
        ...(replayed && { replayed: showDecision(replayed), same: saysTheSame(decision, replayed) }),
      });
    }
    return replays;
  }

  private async decideAgain(tx: Transaction, machine: Machine, decided: Decided): Promise<BasedDecision | undefined> {
    const { act, facts } = decided;
    if (facts === null) return undefined;
    switch (act) {
      case 'ORDER':
      case 'REGISTRATION':
        return this.reviewAgain(tx, machine, decided, facts as ServiceFacts);
      case 'ABANDONMENT':
        return reviewAbandonment(abandonmentOf(facts as AbandonmentFacts));
      case 'START_DATE_CHANGE':
        return reviewStartDateChange(startDateChangeOf(facts as StartDateFacts));
    }
  }

  private async reviewAgain(
    tx: Transaction,
    machine: Machine,
    { decision: { basis }, versionId, partNumber }: Decided,
    facts: ServiceFacts,
  ): Promise<BasedDecision | undefined> {
    if (basis === undefined || versionId === null || partNumber === null) return undefined;
    const [offering] = await this.offerings.byKeys(tx, [{ versionId, partNumber }]);
    if (offering === undefined) throw new Error(`offering ${partNumber} was decided on and cannot be read`);
    const { machineType } = facts.machine;
    const listed = await this.forMachines.ofVersion(tx, basis.catalogueVersionId, [machineType]);
    const market = await this.markets.numbered(tx, basis.marketSettingsNumber);
    const decision = review({
      ...facts,
      offering: offeringFacts(offering),
      offerings: (listed.get(machineType)?.forModel(machine.model) ?? []).map(offeringFacts),
      calendar: market.calendar,
      market: market.facts,
    });
    return { ...decision, basis };
  }
}

/** Whether both say the same in every word, as they are stored. */
function saysTheSame(stored: Decision, replayed: Decision): boolean {
  return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(replayed)));
}
