import { ResolveField, Resolver } from '@nestjs/graphql';

import { clauseOf, Locale, messageOf, remedyMessage } from '#policy';
import { costsItems, FieldArgument, type OperationContext } from '#platform';

import { ClauseModel, DecisionModel, FindingModel, RemedyModel } from './decision.model.ts';

interface LocaleArgument {
  readonly locale?: Locale | null;
}

@Resolver(() => DecisionModel)
export class DecisionResolver {
  @ResolveField(() => [RemedyModel], {
    complexity: costsItems(2, 2),
    description: 'Nearest alternatives that the policy would allow, best first.',
  })
  remedies(decision: DecisionModel): RemedyModel[] {
    return decision.findRemedies();
  }
}

@Resolver(() => FindingModel)
export class FindingResolver {
  @ResolveField(() => String)
  @FieldArgument('locale', () => Locale)
  message({ finding }: FindingModel, { locale }: LocaleArgument, { operation }: OperationContext): string {
    return messageOf(finding, locale ?? operation.locale);
  }
}

@Resolver(() => ClauseModel)
export class ClauseResolver {
  @ResolveField(() => String)
  @FieldArgument('locale', () => Locale)
  text({ rule }: ClauseModel, { locale }: LocaleArgument, { operation }: OperationContext): string {
    return clauseOf(rule, locale ?? operation.locale).text;
  }
}

@Resolver(() => RemedyModel)
export class RemedyResolver {
  @ResolveField(() => String)
  @FieldArgument('locale', () => Locale)
  message({ remedy }: RemedyModel, { locale }: LocaleArgument, { operation }: OperationContext): string {
    return remedyMessage(remedy, locale ?? operation.locale);
  }
}
