import { Args, Context, Query, Resolver } from '@nestjs/graphql';

import { type CalendarDate, type Decision, reviewCountry, reviewMove } from '#policy';
import { badUserInput, Clock, type OperationContext, Selection, type Transaction } from '#platform';
import { Markets } from '#market';
import { DecisionModel, RegionLists, showDecision } from '#catalogue';
import { type Machine, Machines } from '#installed-base';
import { coverageFacts, MachineJudge } from '#contracts';

import { MoveQuestionInput } from './move-question.inputs.ts';

const JUDGED_BY = Selection.nothing.alsoAsking('coverage');

@Resolver()
export class MoveResolver {
  constructor(
    private readonly machines: Machines,
    private readonly judge: MachineJudge,
    private readonly regions: RegionLists,
    private readonly markets: Markets,
    private readonly clock: Clock,
  ) {}

  @Query(() => DecisionModel, {
    description: 'Whether the services of a machine go on where it is moved to: another place, or another country.',
  })
  async moveDecision(
    @Args('input') input: MoveQuestionInput,
    @Context() { operation }: OperationContext,
  ): Promise<DecisionModel> {
    const tx = await operation.reading();
    const machine = await this.machines.byKey(tx, input.machineType, input.serial, JUDGED_BY, {
      path: 'input.',
      whole: true,
    });
    const on = (input.on ?? this.clock.today()) as CalendarDate;
    const usedIn = input.country ?? machine.country;
    const leaves = usedIn !== machine.country;
    return showDecision(
      leaves ? await this.toACountry(tx, machine, usedIn, on) : await this.toAPlace(tx, machine, input, on),
    );
  }

  private async toACountry(tx: Transaction, machine: Machine, usedIn: string, on: CalendarDate): Promise<Decision> {
    const { facts } = await this.markets.on(tx, on);
    return reviewCountry({ on, boughtIn: machine.country, usedIn, market: facts.country });
  }

  private async toAPlace(
    tx: Transaction,
    machine: Machine,
    { site }: MoveQuestionInput,
    on: CalendarDate,
  ): Promise<Decision> {
    if (!site) throw badUserInput('input.site', 'Say where it goes: a site, or a country it was not bought in.');
    const list = await this.regions.latest(tx);
    const { machineTypeCode: machineType } = machine;
    return reviewMove({
      on,
      coverage: this.judge.ledgerOf(machine).live.map(coverageFacts),
      site: list.find(site),
      machineTypeMarks: list.marksFor(machineType),
      machine: { machineType },
    });
  }
}
