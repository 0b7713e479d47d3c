import { Args, ArgsType, Context, Field, Info, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { connectionOf, PageArgs } from '../graphql/connection.ts';
import type { OperationContext } from '../graphql/operation.ts';
import { Selection } from '../graphql/selection.ts';
import { OutboxMessage, OutboxState } from './outbox-message.entity.ts';
import { OutboxMessages } from './outbox-messages.queries.ts';

@ObjectType()
class OutboxMessageConnection extends connectionOf(OutboxMessage) {}

@ArgsType()
class OutboxMessagesArgs extends PageArgs {
  @Field(() => OutboxState, { nullable: true, description: 'FAILED: those that a destination will not get any more.' })
  state?: OutboxState | null;
}

@Resolver(() => OutboxMessage)
export class OutboxResolver {
  constructor(private readonly messages: OutboxMessages) {}

  @Query(() => OutboxMessageConnection, { description: 'What others are told, the oldest first.' })
  async outboxMessages(
    @Args() { state, ...pageArgs }: OutboxMessagesArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OutboxMessageConnection> {
    return await this.messages.page(await operation.reading(), state ?? undefined, pageArgs, Selection.of(info));
  }
}
