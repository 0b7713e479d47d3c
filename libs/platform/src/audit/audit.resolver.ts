import {
  Args,
  ArgsType,
  Context,
  Field,
  Info,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { connectionOf, PageArgs } from '../graphql/connection.ts';
import type { OperationContext } from '../graphql/operation.ts';
import { Selection } from '../graphql/selection.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { AuditTrail } from './audit-trail.ts';
import { AuditStream } from './change.ts';

@ObjectType()
export class AuditEntryConnection extends connectionOf(AuditEntry) {}

const { MACHINE: _, ...OtherStreams } = AuditStream;
registerEnumType(OtherStreams, {
  name: 'AuditStream',
  description: 'The parts of the audit trail that belong to no machine; what does is the history of the machine.',
});

@ArgsType()
class AuditEntriesArgs extends PageArgs {
  @Field(() => OtherStreams)
  stream!: AuditStream;
}

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(private readonly trail: AuditTrail) {}

  @Query(() => AuditEntryConnection, { description: 'What was changed that belongs to no machine, in order of time.' })
  async auditEntries(
    @Args() { stream, ...pageArgs }: AuditEntriesArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AuditEntryConnection> {
    return await this.trail.page(await operation.reading(), stream, pageArgs, Selection.of(info));
  }
  @ResolveField(() => String, {
    description: 'Who made it. To a reseller, whoever is not of its own people is "staff".',
  })
  actor(@Parent() { actor, byResellerId }: AuditEntry, @Context() { operation: { caller } }: OperationContext): string {
    return caller.resellerId === undefined || byResellerId === caller.resellerId ? actor : 'staff';
  }
}
