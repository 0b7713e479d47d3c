import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Locale } from '#policy';
import type { OperationContext } from '#platform';

import { AnnounceEndOfSupport } from './announce-end-of-support.ts';
import { AnnounceEndOfSupportInput, ImportRegionsInput } from './catalogue.inputs.ts';
import { ImportIssueFact, ImportIssueModel, showIssue } from './import-issue.model.ts';
import { ImportRegions } from './import-regions.ts';
import { catalogueIssueMessage } from './judge-catalogue/catalogue-issue-message.ts';
import { MachineType } from './machine-type.entity.ts';
import { MachineTypes } from './machine-types.queries.ts';
import { RegionList } from './region.entity.ts';
import { RegionImports } from './regions/region-imports.queries.ts';

@Resolver(() => RegionList)
export class RegionListResolver {
  constructor(
    private readonly imports: RegionImports,
    private readonly importRegionsCase: ImportRegions,
  ) {}

  @Mutation(() => RegionList, { description: 'Takes in a region list, which counts from then on.' })
  async importRegions(
    @Args('input') input: ImportRegionsInput,
    @Context() { operation }: OperationContext,
  ): Promise<RegionList> {
    const number = await this.importRegionsCase.run(operation, input);
    return this.imports.byNumber(await operation.reading(), number);
  }

  @ResolveField(() => [ImportIssueModel])
  issues(@Parent() { issues }: RegionList): ImportIssueModel[] {
    return issues.map(showIssue);
  }
}

@Resolver(() => MachineType)
export class MachineTypeResolver {
  constructor(
    private readonly types: MachineTypes,
    private readonly announceEndOfSupportCase: AnnounceEndOfSupport,
  ) {}

  @Query(() => MachineType, { nullable: true })
  async machineType(
    @Args('code', { type: () => ID }) code: string,
    @Context() { operation }: OperationContext,
  ): Promise<MachineType> {
    return this.types.byCodeOrFail(await operation.reading(), code);
  }

  @Mutation(() => MachineType, {
    description: 'Announces the last served day of a machine type, or withdraws what was announced.',
  })
  async announceEndOfSupport(
    @Args('input') input: AnnounceEndOfSupportInput,
    @Context() { operation }: OperationContext,
  ): Promise<MachineType> {
    const code = await operation.write((tx) => this.announceEndOfSupportCase.run(tx, operation.caller, input));
    return this.types.byCodeOrFail(await operation.reading(), code);
  }
}

@Resolver(() => ImportIssueModel)
export class ImportIssueResolver {
  @ResolveField(() => String, { description: 'What was wrong, where, what was expected, and what to do.' })
  message(
    @Parent() { issue }: ImportIssueModel,
    @Args('locale', { type: () => Locale, nullable: true }) locale: Locale | undefined,
    @Context() { operation }: OperationContext,
  ): string {
    return catalogueIssueMessage(issue, locale ?? operation.locale);
  }

  @ResolveField(() => [ImportIssueFact], { description: 'What was expected, and what the message is filled with.' })
  facts(@Parent() { issue }: ImportIssueModel): ImportIssueFact[] {
    return Object.entries(issue.expected ?? {}).map(([name, value]) => ({
      name,
      value: Array.isArray(value) ? value.join(', ') : String(value),
    }));
  }
}
