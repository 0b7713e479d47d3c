import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { AuditEntry } from '#platform';

import { ActorNames } from './actor-names.ts';
import type { VisitContext } from './callers.ts';

@Resolver(() => AuditEntry)
export class AuditActorResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'The name of the person or key today; none where that is not yours to see.',
  })
  async actorName(
    @Parent() { actor }: AuditEntry,
    @Context() { operation }: VisitContext,
  ): Promise<string | undefined> {
    return ActorNames.of(operation).nameOf(actor);
  }
}
