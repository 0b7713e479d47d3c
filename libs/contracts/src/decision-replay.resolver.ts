import { Args, Context, Query, Resolver } from '@nestjs/graphql';

import { costsItems, type OperationContext, Selection } from '#platform';
import { Machines } from '#installed-base';

import { DecisionReplay } from './decision-replay.model.ts';
import { ReplayDecisions } from './replay-decisions.ts';

@Resolver(() => DecisionReplay)
export class DecisionReplayResolver {
  constructor(
    private readonly machines: Machines,
    private readonly replaying: ReplayDecisions,
  ) {}

  @Query(() => [DecisionReplay], {
    complexity: costsItems(10, 100),
    description: 'Every decision stored about a machine, oldest first, each made again from what it looked at.',
  })
  async replayDecisions(
    @Args('machineType', { type: () => String }) machineType: string,
    @Args('serial', { type: () => String }) serial: string,
    @Context() { operation }: OperationContext,
  ): Promise<DecisionReplay[]> {
    const tx = await operation.reading();
    return this.replaying.of(tx, await this.machines.byKey(tx, machineType, serial, Selection.nothing));
  }
}
