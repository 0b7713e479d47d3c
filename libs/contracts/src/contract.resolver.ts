import { Args, Context, Info, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import type { CalendarDate } from '#policy';
import { Clock, LocalDate, type OperationContext, Selection, type Transaction } from '#platform';
import {
  DecisionModel,
  type Rejection,
  rejection,
  ServiceOfferings,
  showDecision,
  unionWithRejection,
} from '#catalogue';

import { Contract, ContractStatus } from './contract.entity.ts';
import { OrderServicePackInput, RegisterServicePackInput } from './contract.inputs.ts';
import { OrderServicePack, type Refusal } from './order-service-pack.ts';
import { RegisterServicePack } from './register-service-pack.ts';
import { ServicePack, ServicePackState } from './service-pack.entity.ts';
import { ServicePacks } from './service-packs.queries.ts';

const OrderServicePackResult = unionWithRejection('OrderServicePackResult', ServicePack);
const RegisterServicePackResult = unionWithRejection('RegisterServicePackResult', Contract);

@Resolver(() => Contract)
export class ContractResolver {
  constructor(
    private readonly packs: ServicePacks,
    private readonly offerings: ServiceOfferings,
    private readonly ordering: OrderServicePack,
    private readonly registering: RegisterServicePack,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => OrderServicePackResult, {
    description: 'Orders a pack for a machine, judged on the day the order is received.',
  })
  async orderServicePack(
    @Args('input') input: OrderServicePackInput,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServicePack | Rejection> {
    const outcome = await operation.write((tx) => this.ordering.run(tx, operation.caller, input));
    const tx = await operation.reading();
    return 'refused' in outcome
      ? this.refusal(tx, outcome.refused)
      : this.packs.byKey(tx, outcome.made, Selection.of(info));
  }

  @Mutation(() => RegisterServicePackResult, {
    description: 'Registers a delivered pack on the machine it was ordered for, once.',
  })
  async registerServicePack(
    @Args('input') input: RegisterServicePackInput,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Contract | Rejection> {
    const outcome = await operation.write((tx) => this.registering.run(tx, operation.caller, input));
    const tx = await operation.reading();
    if ('refused' in outcome) return this.refusal(tx, outcome.refused);
    return this.packs.contractOf(tx, outcome.made.machineId, outcome.made.id, Selection.of(info));
  }

  @ResolveField(() => ContractStatus)
  status(
    @Parent() { period, superseded, startsOn, endsOn }: Contract,
    @Args('on', { type: () => LocalDate, nullable: true }) on: CalendarDate | undefined,
  ): ContractStatus {
    if (superseded) return 'SUPERSEDED';
    const day = on ?? this.clock.today();
    const { startsOn: first, endsOn: last } = period ?? { startsOn, endsOn };
    if (day < first) return 'REGISTERED';
    return day <= last ? 'ACTIVE' : 'EXPIRED';
  }

  @ResolveField(() => DecisionModel, { description: 'What the policy said when it was registered.' })
  decision(@Parent() { registeredBy }: Contract): DecisionModel {
    return showDecision(registeredBy);
  }

  private async refusal(tx: Transaction, { decision, remedies, versionId }: Refusal): Promise<Rejection> {
    const partNumbers = remedies.flatMap(({ partNumber }) => partNumber ?? []);
    const offerings = await this.offerings.byKeys(
      tx,
      partNumbers.map((partNumber) => ({ versionId, partNumber })),
    );
    return rejection(decision, remedies, (partNumber) =>
      offerings.find((offering) => offering.partNumber === partNumber),
    );
  }
}

@Resolver(() => ServicePack)
export class ServicePackResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => ServicePackState)
  state(
    @Parent() { contractPeriod }: ServicePack,
    @Args('on', { type: () => LocalDate, nullable: true }) on: CalendarDate | undefined,
  ): ServicePackState {
    const day = on ?? this.clock.today();
    if (contractPeriod === undefined) return 'ORDERED';
    if (day < contractPeriod.startsOn) return 'REGISTERED';
    return day <= contractPeriod.endsOn ? 'ACTIVE' : 'EXPIRED';
  }

  @ResolveField(() => DecisionModel, { description: 'What the policy said when it was ordered.' })
  decision(@Parent() { orderedBy }: ServicePack): DecisionModel {
    return showDecision(orderedBy);
  }
}
