import { Args, ArgsType, Context, Info, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { type CalendarDate, packState, PackState } from '#policy';
import {
  AuditEntryConnection,
  Clock,
  connectionFromAll,
  costsPage,
  keyKinds,
  FieldArgument,
  LocalDate,
  type OperationContext,
  PageArgs,
  readInstant,
  Selection,
  type Transaction,
} from '#platform';
import {
  DecisionModel,
  FindingModel,
  type Rejection,
  rejection,
  ServiceOfferings,
  showDecision,
  unionWithRejection,
} from '#catalogue';
import { Machine, MachineHistory, Machines } from '#installed-base';

import { Contract, ContractStatus } from './contract.entity.ts';
import { AbandonContract } from './abandon-contract.ts';
import { ChangeStartDate } from './change-start-date.ts';
import {
  AbandonContractInput,
  ChangeStartDateInput,
  OrderServicePackInput,
  RegisterServicePackInput,
} from './contract.inputs.ts';
import { CoverageArgs } from './coverage.args.ts';
import { MachineJudge } from './machine-judge.ts';
import { OrderServicePack } from './order-service-pack.ts';
import type { Refusal } from './outcome.ts';
import { periodOf } from './period-of.ts';
import { RegisterServicePack } from './register-service-pack.ts';
import { servedFindings } from './served-findings.ts';
import { ServicePack } from './service-pack.entity.ts';
import { ServicePacks } from './service-packs.queries.ts';

@ArgsType()
class ContractHistoryArgs extends PageArgs {}

const OrderServicePackResult = unionWithRejection('OrderServicePackResult', ServicePack);
const RegisterServicePackResult = unionWithRejection('RegisterServicePackResult', Contract);
const AbandonContractResult = unionWithRejection('AbandonContractResult', Contract);
const ChangeStartDateResult = unionWithRejection('ChangeStartDateResult', Machine);

@Resolver(() => Contract)
export class ContractResolver {
  constructor(
    private readonly packs: ServicePacks,
    private readonly offerings: ServiceOfferings,
    private readonly ordering: OrderServicePack,
    private readonly registering: RegisterServicePack,
    private readonly abandoning: AbandonContract,
    private readonly changing: ChangeStartDate,
    private readonly machines: Machines,
    private readonly histories: MachineHistory,
    private readonly judge: MachineJudge,
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

  @Mutation(() => AbandonContractResult, {
    description: 'Gives a contract up: it covers until that day, and nothing is paid back.',
  })
  async abandonContract(
    @Args('input') input: AbandonContractInput,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Contract | Rejection> {
    const outcome = await operation.write((tx) => this.abandoning.run(tx, operation.caller, input));
    const tx = await operation.reading();
    if ('refused' in outcome) return this.refusal(tx, outcome.refused);
    return this.packs.contractOf(tx, outcome.made.machineId, outcome.made.id, Selection.of(info));
  }

  @Mutation(() => ChangeStartDateResult, {
    description: 'Moves the first day of a warranty, and what started with it, on two documents.',
  })
  async changeStartDate(
    @Args('input') input: ChangeStartDateInput,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Machine | Rejection> {
    const outcome = await operation.write((tx) => this.changing.run(tx, operation.caller, input));
    const tx = await operation.reading();
    if ('refused' in outcome) return this.refusal(tx, outcome.refused);
    return this.machines.byId(tx, outcome.made, Selection.of(info));
  }

  @ResolveField(() => ContractStatus)
  @FieldArgument('on', () => LocalDate)
  status(
    { period, superseded, abandonedOn, startsOn, endsOn }: Contract,
    { on }: { on?: CalendarDate | null },
  ): ContractStatus {
    if (abandonedOn) return 'ABANDONED';
    if (superseded) return 'SUPERSEDED';
    const day = on ?? this.clock.today();
    const { startsOn: first, endsOn: last } = period ?? { startsOn, endsOn };
    if (day < first) return 'REGISTERED';
    return day <= last ? 'ACTIVE' : 'EXPIRED';
  }

  @ResolveField(() => DecisionModel, { description: 'What the policy said when it was registered.' })
  decision({ registeredBy }: Contract): DecisionModel {
    return showDecision(registeredBy);
  }

  @ResolveField(() => [FindingModel], {
    description:
      'What the policy has to say of it on a day, as it was known at an instant: that it runs beyond the end of support announced since. None where it covers nothing.',
  })
  findings(@Parent() { id, machine }: Contract, @Args() { on, knownAt }: CoverageArgs): FindingModel[] {
    const instant = readInstant('knownAt', knownAt);
    const ledger = machine && this.judge.ledgerOf(machine);
    const period = (instant ? ledger?.knownAt(instant) : ledger?.live)?.find(({ contractId }) => contractId === id);
    if (ledger === undefined || period === undefined) return [];
    const endOfSupportOn = ledger.endOfSupportOn(instant);
    return servedFindings({ ...periodOf(period), endOfSupportOn, on: on ?? this.clock.today() });
  }

  @ResolveField(() => AuditEntryConnection, {
    complexity: costsPage({ points: 1, seldomMoreThan: 10 }),
    description: 'Every change of the contract, from the order of its pack on; a part of the history of its machine.',
  })
  history(@Parent() { id, packSerial, machine }: Contract, @Args() args: ContractHistoryArgs): AuditEntryConnection {
    const own = this.histories
      .of(machine)
      .filter(({ entityType, entityKey }) => entityKey === (entityType === 'ServicePack' ? packSerial : id));
    return connectionFromAll(own, args, ({ number }) => [number], [keyKinds.integer]);
  }

  private async refusal(tx: Transaction, { decision, remedies, versionId }: Refusal): Promise<Rejection> {
    const keys =
      versionId === undefined
        ? []
        : remedies.flatMap(({ partNumber }) => (partNumber ? [{ versionId, partNumber }] : []));
    const offerings = keys.length === 0 ? [] : await this.offerings.byKeys(tx, keys);
    return rejection(decision, remedies, (partNumber) =>
      offerings.find((offering) => offering.partNumber === partNumber),
    );
  }
}

@Resolver(() => ServicePack)
export class ServicePackResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => PackState, { nullable: true, description: 'Where it stands on a day; nothing before its order.' })
  state(
    @Parent() { days }: ServicePack,
    @Args('on', { type: () => LocalDate, nullable: true }) on: CalendarDate | undefined,
  ): PackState | undefined {
    return packState(days, on ?? this.clock.today());
  }

  @ResolveField(() => DecisionModel, { description: 'What the policy said when it was ordered.' })
  decision(@Parent() { orderedBy }: ServicePack): DecisionModel {
    return showDecision(orderedBy);
  }
}
