import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { clauseOf, Locale, messageOf, remedyMessage } from '#policy';
import { costsItems, type OperationContext } from '#platform';

import { ClauseModel, DecisionModel, FindingModel, RemedyModel } from './decision.model.ts';

@Resolver(() => DecisionModel)
export class DecisionResolver {
  @ResolveField(() => [RemedyModel], {
    complexity: costsItems(2, 2),
    description: 'Nearest alternatives that the policy would allow, best first.',
  })
  remedies(@Parent() decision: DecisionModel): RemedyModel[] {
    return decision.findRemedies();
  }
}

@Resolver(() => FindingModel)
export class FindingResolver {
  @ResolveField(() => String)
  message(
    @Parent() { finding }: FindingModel,
    @Args('locale', { type: () => Locale, nullable: true }) locale: Locale | undefined,
    @Context() { operation }: OperationContext,
  ): string {
    return messageOf(finding, locale ?? operation.locale);
  }
}

@Resolver(() => ClauseModel)
export class ClauseResolver {
  @ResolveField(() => String)
  text(
    @Parent() { rule }: ClauseModel,
    @Args('locale', { type: () => Locale, nullable: true }) locale: Locale | undefined,
    @Context() { operation }: OperationContext,
  ): string {
    return clauseOf(rule, locale ?? operation.locale).text;
  }
}

@Resolver(() => RemedyModel)
export class RemedyResolver {
  @ResolveField(() => String)
  message(
    @Parent() { remedy }: RemedyModel,
    @Args('locale', { type: () => Locale, nullable: true }) locale: Locale | undefined,
    @Context() { operation }: OperationContext,
  ): string {
    return remedyMessage(remedy, locale ?? operation.locale);
  }
}
