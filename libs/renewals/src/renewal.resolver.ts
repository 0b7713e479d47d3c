import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import type { CalendarDate } from '#policy';
import {
  badUserInput,
  Clock,
  costs,
  costsItems,
  costsPage,
  LocalDate,
  type OperationContext,
  Selection,
} from '#platform';
import { readPartNumber, type ServiceOffering, showCharge } from '#catalogue';
import { Machine } from '#installed-base';
import { MachineJudge, ServiceOption, serviceOptions } from '#contracts';

import { MachineRenewals } from './machine-renewals.ts';
import { CostOfWaitingArgs, RenewalsArgs } from './renewal.inputs.ts';
import { CostOfWaiting, Renewal, RenewalConnection, ServiceLifeModel } from './renewal.model.ts';
import { Renewals } from './renewals.queries.ts';
import { SimulateRenewals } from './simulate-renewals.ts';
import { SimulatedRenewalConnection, SimulationArgs } from './simulation.model.ts';

const MOST_DAYS = 366;

@Resolver(() => Renewal)
export class RenewalResolver {
  constructor(
    private readonly pipeline: Renewals,
    private readonly simulating: SimulateRenewals,
    private readonly judge: MachineJudge,
    private readonly clock: Clock,
  ) {}

  @Query(() => RenewalConnection, {
    complexity: costsPage({ points: 100, each: 5 }),
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

  @Query(() => SimulatedRenewalConnection, {
    complexity: costsPage({ points: 200, each: 15 }),
    description:
      'What would be judged otherwise if an end of support, a fee or the region list were another. Changes nothing.',
  })
  async simulateRenewals(
    @Args() { assume, where, on, orderBy: _sameOrder, ...pageArgs }: SimulationArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SimulatedRenewalConnection> {
    const day = (on ?? this.clock.today()) as CalendarDate;
    const tx = await operation.reading();
    const page = await this.simulating.page(tx, assume, where ?? {}, day, pageArgs, Selection.of(info));
    return Object.assign(new SimulatedRenewalConnection(), page);
  }

  @ResolveField(() => [ServiceOption], {
    complexity: costsItems(15),
    description: 'The renewals the catalogue has for the machine, each judged as of the day.',
  })
  options(@Parent() { machine, on }: Renewal): ServiceOption[] {
    return serviceOptions(this.judge.judge(machine, { on }), 'RENEWAL');
  }

  @ResolveField(() => ServiceLifeModel, {
    description: 'What service life leaves, as the catalogue of the day has it.',
  })
  serviceLife(@Parent() { machine, on }: Renewal): ServiceLifeModel {
    return this.judge.judge(machine, { on }).serviceLife;
  }

  @ResolveField(() => CostOfWaiting, {
    complexity: costs(100),
    nullable: true,
    description:
      'What an order costs and covers on each of the coming days. None where the catalogue has no such renewal.',
  })
  costOfWaiting(
    @Parent() renewal: Renewal,
    @Args() { partNumber, days }: CostOfWaitingArgs,
  ): CostOfWaiting | undefined {
    if (days < 1 || days > MOST_DAYS)
      throw badUserInput('days', `${days} days cannot be looked at. Ask for 1 to ${MOST_DAYS}.`);
    const judgement = this.judge.judge(renewal.machine, { on: renewal.on });
    const offering = partNumber
      ? judgement.offering(readPartNumber(partNumber))
      : likeForLike(judgement.ofKind('RENEWAL'), renewal);
    if (offering === undefined) return undefined;
    const stretches = judgement.costOfWaiting(offering, days).map(({ deadDays, charges, ...stretch }) => {
      return {
        ...stretch,
        charges: charges.map(showCharge),
        deadDaysAtFirst: deadDays.first,
        deadDaysAtLast: deadDays.last,
      };
    });
    return { offering, stretches };
  }
}

/** The 12-month renewal of the level that ends. */
function likeForLike(
  offerings: readonly ServiceOffering[],
  { serviceLevel, premier }: Renewal,
): ServiceOffering | undefined {
  return offerings.find(
    (each) =>
      each.termMonths === 12 && each.serviceLevel === serviceLevel && each.premier === premier && !each.keepYourDrive,
  );
}

@Resolver(() => Machine)
export class MachineRenewalResolver {
  constructor(private readonly renewals: MachineRenewals) {}

  @ResolveField(() => Renewal, {
    nullable: true,
    description: 'Its next renewal: by when to order, what it may have, what waiting costs.',
  })
  renewal(
    @Parent() machine: Machine,
    @Args('on', { type: () => LocalDate, nullable: true }) on: CalendarDate | undefined,
  ): Renewal | undefined {
    return this.renewals.of(machine, on);
  }
}
