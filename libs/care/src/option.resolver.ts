import { Args, Context, Query, Resolver } from '@nestjs/graphql';

import { type CalendarDate, optionCoverage, type OptionFacts, type OptionQuestion, remediesForOption } from '#policy';
import { badUserInput, Clock, type OperationContext, Selection, type Transaction } from '#platform';
import { showDecision } from '#catalogue';
import { Machines } from '#installed-base';
import { coverageFacts, MachineJudge } from '#contracts';

import { OptionAnswer } from './option-answer.model.ts';
import { OptionQuestionInput, type OptionWarrantyInput } from './option-question.inputs.ts';

const JUDGED_BY = Selection.nothing.alsoAsking('coverage');

@Resolver()
export class OptionResolver {
  constructor(
    private readonly machines: Machines,
    private readonly judge: MachineJudge,
    private readonly clock: Clock,
  ) {}

  @Query(() => OptionAnswer, { description: 'Under whose terms a part of a machine is served, and until when.' })
  async optionCoverage(
    @Args('input') input: OptionQuestionInput,
    @Context() { operation }: OperationContext,
  ): Promise<OptionAnswer> {
    const question = await this.questionOf(await operation.reading(), input);
    const { terms, ...decision } = optionCoverage(question);
    return { terms, decision: showDecision(decision, () => remediesForOption(question)) };
  }

  private async questionOf(tx: Transaction, input: OptionQuestionInput): Promise<OptionQuestion> {
    const option = optionOf(input);
    const machine = await this.machines.byKey(tx, input.machineType, input.serial, JUDGED_BY, {
      path: 'input.',
      whole: true,
    });
    return {
      on: (input.on ?? this.clock.today()) as CalendarDate,
      option,
      coverage: this.judge.ledgerOf(machine).live.map(coverageFacts),
      asksForAContract: input.asksForAContract,
      endOfSupportOn: machine.endOfSupportOn,
    };
  }
}

function optionOf({ partClass, boughtWithTheMachine, ...input }: OptionQuestionInput): OptionFacts {
  return {
    partClass,
    boughtWithTheMachine,
    warranty: input.warranty ? warrantyOf(input.warranty) : undefined,
    wornOutOn: (input.wornOutOn ?? undefined) as CalendarDate | undefined,
    wornPercent: input.wornPercent ?? undefined,
    replacedBy: input.replacedBy ?? undefined,
  };
}

function warrantyOf({ startsOn, endsOn }: OptionWarrantyInput): OptionFacts['warranty'] {
  if (endsOn < startsOn) {
    throw badUserInput(
      'input.warranty.endsOn',
      `The warranty of the part ends on ${endsOn}, before it starts on ${startsOn}.`,
    );
  }
  return { startsOn: startsOn as CalendarDate, endsOn: endsOn as CalendarDate };
}
