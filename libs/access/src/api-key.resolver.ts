import {
  Args,
  Context,
  Field,
  GraphQLISODateTime,
  Info,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { connectionOf, notFound, Notices, PageArgs, Selection } from '#platform';

import { ApiKey } from './api-key.entity.ts';
import { CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput } from './api-key.inputs.ts';
import { ApiKeys } from './api-keys.queries.ts';
import type { VisitContext } from './callers.ts';
import { type CreatedApiKey, CreateApiKey } from './create-api-key.ts';
import { RevokeApiKey } from './revoke-api-key.ts';
import { RotateApiKey } from './rotate-api-key.ts';

@ObjectType()
class ApiKeyConnection extends connectionOf(ApiKey) {}

@ObjectType({ description: 'A key that was made.' })
class ApiKeyWithSecret {
  @Field(() => ApiKey)
  apiKey!: ApiKey;

  @Field(() => String, {
    nullable: true,
    description:
      'What the other system sends: "authorization: Bearer kz_live_…". Shown this once. None in the answer to a repetition: only a hash is kept. Whoever has lost it revokes the key and makes another.',
  })
  key?: string;
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  constructor(
    private readonly keys: ApiKeys,
    private readonly creating: CreateApiKey,
    private readonly rotating: RotateApiKey,
    private readonly revoking: RevokeApiKey,
    private readonly notices: Notices,
  ) {}

  @Query(() => ApiKeyConnection, { description: 'The keys of other systems, the oldest first.' })
  async apiKeys(
    @Args() args: PageArgs,
    @Context() { operation }: VisitContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApiKeyConnection> {
    return this.keys.page(await operation.reading(), args, Selection.of(info));
  }

  @ResolveField(() => GraphQLISODateTime, { nullable: true, description: 'To the minute.' })
  lastUsedAt(@Parent() { lastUsedAt }: ApiKey): Date | undefined {
    return lastUsedAt;
  }

  @Mutation(() => ApiKeyWithSecret, { description: 'Makes a key for another system.' })
  async createApiKey(
    @Args('input') input: CreateApiKeyInput,
    @Context() context: VisitContext,
  ): Promise<ApiKeyWithSecret> {
    const { operation } = context;
    return this.shown(context, await operation.write((tx) => this.creating.run(tx, operation.caller, input)));
  }

  @Mutation(() => ApiKeyWithSecret, {
    description: 'Makes a key that takes the place of another; for some days both are valid.',
  })
  async rotateApiKey(
    @Args('input') input: RotateApiKeyInput,
    @Context() context: VisitContext,
  ): Promise<ApiKeyWithSecret> {
    const { operation } = context;
    const made = await operation.write((tx) => this.rotating.run(tx, operation.caller, input));
    await this.notices.caughtUp();
    return this.shown(context, made);
  }

  @Mutation(() => ApiKey, { description: 'Ends a key for good, from the next request on.' })
  async revokeApiKey(@Args('input') input: RevokeApiKeyInput, @Context() context: VisitContext): Promise<ApiKey> {
    const { operation } = context;
    const id = await operation.write((tx) => this.revoking.run(tx, operation.caller, input));
    await this.notices.caughtUp();
    return this.found(context, id);
  }

  private async shown(context: VisitContext, { id, key }: CreatedApiKey): Promise<ApiKeyWithSecret> {
    return { apiKey: await this.found(context, id), key };
  }

  private async found({ operation }: VisitContext, id: string): Promise<ApiKey> {
    const key = await this.keys.byId(await operation.reading(), id);
    if (key === undefined) throw notFound('There is no such key.', { apiKeyId: id });
    return key;
  }
}
