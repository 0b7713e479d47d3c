import { Injectable } from '@nestjs/common';

import type { CalendarDate, Decision, TimedLevel } from '#policy';
import { type Connection, type PageArgs, Selection, type Transaction } from '#platform';
import { checkLifeLimits, limitsByFamily } from '#market';
import { readMachineType, type ServiceOffering, showDecision } from '#catalogue';
import type { Machine } from '#installed-base';
import { type Assumptions, MachineJudge } from '#contracts';

import type { RenewalWhere } from './renewal.inputs.ts';
import type { Renewal } from './renewal.model.ts';
import { Renewals } from './renewals.queries.ts';
import { type AssumptionsInput, SimulatedChange, SimulatedRenewal } from './simulation.model.ts';

/** Judges the renewals of machines as they are and under assumptions, and tells the difference. Changes nothing. */
@Injectable()
export class SimulateRenewals {
  constructor(
    private readonly renewals: Renewals,
    private readonly judge: MachineJudge,
  ) {}

  async page(
    tx: Transaction,
    assume: AssumptionsInput,
    where: RenewalWhere,
    on: CalendarDate,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<SimulatedRenewal>> {
    checkLifeLimits('assume.lifeLimits', assume.lifeLimits ?? []);
    const byType = new Map(
      (assume.endOfSupport ?? []).map((each) => [
        readMachineType('assume.endOfSupport', each.machineType),
        each.on ?? null,
      ]),
    );
    const page = await this.renewals.page(tx, where, on, args, renewalsOf(selection));
    const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: this.simulate(node, assume, byType) }));
    return { ...page, edges, nodes: edges.map(({ node }) => node) };
  }

  private simulate(
    renewal: Renewal,
    assume: AssumptionsInput,
    endOfSupport: ReadonlyMap<string, string | null>,
  ): SimulatedRenewal {
    const { machine, lastCoveredOn } = renewal;
    const on = renewal.on;
    const endOfSupportOn = endOfSupport.get(machine.machineTypeCode) as CalendarDate | null | undefined;
    const before = this.judge.judge(machine, { on });
    const after = this.judge.judge(machine, { on, assume: { ...assumptionsFor(machine, assume), endOfSupportOn } });
    const changes = before
      .ofKind('RENEWAL')
      .map((offering) => change(offering, before.decide(offering), after.decide(offering)))
      .filter((each) => each !== undefined);
    const coveredBeyondEndOfSupport = Boolean(endOfSupportOn && lastCoveredOn > endOfSupportOn);
    return Object.assign(new SimulatedRenewal(), { renewal, changes, coveredBeyondEndOfSupport });
  }
}

/** What is asked of the renewals, as `Renewals.page` reads it; their options are judged in any case. */
function renewalsOf(selection: Selection): Selection {
  const asked = selection
    .at('nodes', 'renewal')
    .and(selection.at('edges', 'node', 'renewal'))
    .alsoAsking('options');
  const page = Selection.wrapping('nodes', asked);
  return selection.has('totalCount') ? page.alsoAsking('totalCount') : page;
}

function assumptionsFor(
  { siteMunicipalityCode }: Machine,
  { regions, reinstatementFee, lifeLimits }: AssumptionsInput,
): Assumptions {
  const marks = (regions ?? []).filter(({ municipalityCode }) => municipalityCode === siteMunicipalityCode);
  return {
    siteMarks: Object.fromEntries(marks.map(({ serviceLevel, mark }) => [serviceLevel as TimedLevel, mark])),
    ...(lifeLimits ? { lifeLimits: limitsByFamily(lifeLimits) } : {}),
    ...(reinstatementFee ? { reinstatementFee: { amountMinor: Number(reinstatementFee), currency: 'JPY' } } : {}),
  };
}

/** The difference, where there is one that a customer would feel: the verdict, the days, or what is to be paid. */
function change(offering: ServiceOffering, before: Decision, after: Decision): SimulatedChange | undefined {
  const felt = ({ verdict, period, charges }: Decision): string => JSON.stringify([verdict, period, charges]);
  if (felt(before) === felt(after)) return undefined;
  return Object.assign(new SimulatedChange(), { offering, before: showDecision(before), after: showDecision(after) });
}
