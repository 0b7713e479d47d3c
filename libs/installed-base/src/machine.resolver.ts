import {
  Args,
  ArgsType,
  Context,
  Info,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import {
  AuditEntryConnection,
  connectionFromAll,
  connectionOf,
  costsPage,
  keyKinds,
  type OperationContext,
  PageArgs,
  Selection,
} from '#platform';
import { unionWithRejection } from '#catalogue';

import { Machine } from './machine.entity.ts';
import { MachineHistory } from './machine-history.ts';
import { MachinesArgs, RecordMachineInput } from './machine.inputs.ts';
import { Machines } from './machines.queries.ts';
import { RecordMachine } from './record-machine.ts';

@ObjectType()
export class MachineConnection extends connectionOf(Machine) {}

@ArgsType()
class HistoryArgs extends PageArgs {}

const RecordMachineResult = unionWithRejection('RecordMachineResult', Machine);

@Resolver(() => Machine)
export class MachineResolver {
  constructor(
    private readonly machines: Machines,
    private readonly recording: RecordMachine,
    private readonly history: MachineHistory,
  ) {}

  @Query(() => Machine, { nullable: true, description: 'One machine, by machine type and serial in any spelling.' })
  async machine(
    @Args('machineType', { type: () => String }) machineType: string,
    @Args('serial', { type: () => String }) serial: string,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Machine> {
    return this.machines.byKey(await operation.reading(), machineType, serial, Selection.of(info));
  }

  @Query(() => MachineConnection, {
    name: 'machines',
    description: 'The installed base, in order of machine type and serial.',
  })
  async machineConnection(
    @Args() { where, ...pageArgs }: MachinesArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MachineConnection> {
    return await this.machines.page(await operation.reading(), where ?? {}, pageArgs, Selection.of(info));
  }

  @Mutation(() => RecordMachineResult, { description: 'Records a machine with its base warranty.' })
  async recordMachine(
    @Args('input') input: RecordMachineInput,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Machine> {
    const id = await operation.write((tx) => this.recording.run(tx, operation.caller, input));
    return this.machines.byId(await operation.reading(), id, Selection.of(info));
  }

  @ResolveField(() => String, { nullable: true })
  model({ model }: Machine): string | undefined {
    return model === '' ? undefined : model;
  }

  @ResolveField(() => AuditEntryConnection, {
    complexity: costsPage({ points: 1, seldomMoreThan: 10 }),
    name: 'history',
    description: 'Every change of the machine and of what belongs to it, the first one first.',
  })
  historyConnection(@Parent() machine: Machine, @Args() args: HistoryArgs): AuditEntryConnection {
    return connectionFromAll(this.history.of(machine), args, ({ number }) => [number], [keyKinds.integer]);
  }
}
