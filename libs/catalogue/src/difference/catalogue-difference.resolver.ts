import { Args, ArgsType, Context, Field, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { type OperationContext, PageArgs, Selection } from '#platform';

import {
  CatalogueDifference,
  DifferenceCounts,
  MachineTypeChange,
  OfferingChangeConnection,
  OfferingChangeKind,
} from './catalogue-difference.model.ts';
import { CatalogueDifferences } from './catalogue-differences.queries.ts';

@ArgsType()
class OfferingChangesArgs extends PageArgs {
  @Field(() => [OfferingChangeKind], { nullable: true, description: 'Default: all kinds.' })
  kindIn?: OfferingChangeKind[] | null;
}

@Resolver(() => CatalogueDifference)
export class CatalogueDifferenceResolver {
  constructor(private readonly differences: CatalogueDifferences) {}

  @ResolveField(() => DifferenceCounts)
  async counts(
    @Parent() difference: CatalogueDifference,
    @Context() { operation }: OperationContext,
  ): Promise<DifferenceCounts> {
    return this.differences.counts(await operation.reading(), difference);
  }

  @ResolveField(() => [MachineTypeChange], { description: 'In the order of their codes.' })
  async machineTypes(
    @Parent() difference: CatalogueDifference,
    @Context() { operation }: OperationContext,
  ): Promise<MachineTypeChange[]> {
    return this.differences.machineTypes(await operation.reading(), difference);
  }

  @ResolveField(() => OfferingChangeConnection, { description: 'In the order of part numbers.' })
  async changes(
    @Parent() difference: CatalogueDifference,
    @Args() { kindIn, ...page }: OfferingChangesArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OfferingChangeConnection> {
    const withTotal = Selection.of(info).has('totalCount');
    return this.differences.changes(await operation.reading(), difference, kindIn, page, withTotal);
  }
}
