import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import type { CalendarDate } from '#policy';
import { Clock, type OperationContext, Selection } from '#platform';
import { MachineJudge, ServiceOption, serviceOptions } from '#contracts';

import { RenewalsArgs } from './renewal.inputs.ts';
import { Renewal, RenewalConnection } from './renewal.model.ts';
import { Renewals } from './renewals.queries.ts';

@Resolver(() => Renewal)
export class RenewalResolver {
  constructor(
    private readonly pipeline: Renewals,
    private readonly judge: MachineJudge,
    private readonly clock: Clock,
  ) {}

  @Query(() => RenewalConnection, {
    description:
      'Every machine by when its coverage ends: what ends when, what must be ordered by which day, and what it may have.',
  })
  async renewals(
    @Args() { where, on, orderBy: _sameOrder, ...pageArgs }: RenewalsArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RenewalConnection> {
    const tx = await operation.reading();
    const selection = Selection.of(info);
    const day = (on ?? this.clock.today()) as CalendarDate;
    const connection = await this.pipeline.page(tx, where ?? {}, day, pageArgs, selection);
    const months = selection.has('months') ? await this.pipeline.months(tx, where ?? {}, day) : [];
    return Object.assign(new RenewalConnection(), connection, { months });
  }

  @ResolveField(() => [ServiceOption], {
    description: 'The renewals the catalogue has for the machine, each judged as of the day.',
  })
  options(@Parent() { machine, on }: Renewal): ServiceOption[] {
    return serviceOptions(this.judge.judge(machine, { on: on as CalendarDate }), 'RENEWAL');
  }
}
