import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Locale } from '#policy';
import { issueMessage, type OperationContext } from '#platform';

import { AnnounceEndOfSupport } from './announce-end-of-support.ts';
import { CatalogueImport } from './catalogue-import.entity.ts';
import { CatalogueImports } from './catalogue-imports.queries.ts';
import { CatalogueVersion } from './catalogue-version.entity.ts';
import {
  AnnounceEndOfSupportInput,
  ImportRegionsInput,
  PublishCatalogueInput,
  RollBackCatalogueInput,
  StartCatalogueImportInput,
} from './catalogue.inputs.ts';
import { unionWithRejection } from './decision/union-with-rejection.ts';
import { ImportIssueModel, showIssue } from './import-issue.model.ts';
import { ImportRegions } from './import-regions.ts';
import { MachineType } from './machine-type.entity.ts';
import { MachineTypes } from './machine-types.queries.ts';
import { PublishCatalogue } from './publish-catalogue.ts';
import { RegionList } from './region.entity.ts';
import { RegionImports } from './regions/region-imports.queries.ts';
import { RollBackCatalogue } from './roll-back-catalogue.ts';
import { StartCatalogueImport } from './start-catalogue-import.ts';

const PublishCatalogueResult = unionWithRejection('PublishCatalogueResult', CatalogueVersion);
const RollBackCatalogueResult = unionWithRejection('RollBackCatalogueResult', CatalogueVersion);

@Resolver(() => CatalogueImport)
export class CatalogueImportResolver {
  constructor(
    private readonly imports: CatalogueImports,
    private readonly startCatalogueImportCase: StartCatalogueImport,
    private readonly publishCatalogueCase: PublishCatalogue,
    private readonly rollBackCatalogueCase: RollBackCatalogue,
  ) {}

  @Query(() => CatalogueImport, { nullable: true })
  async catalogueImport(
    @Args('id', { type: () => ID }) id: string,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueImport> {
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => CatalogueImport, {
    description: 'Takes a list in. It is read in the background and becomes a draft; publish it to make it count.',
  })
  async startCatalogueImport(
    @Args('input') input: StartCatalogueImportInput,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueImport> {
    const id = await operation.write((tx) => this.startCatalogueImportCase.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => PublishCatalogueResult, { description: 'Makes a draft the catalogue from its day on, as one act.' })
  async publishCatalogue(
    @Args('input') input: PublishCatalogueInput,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueVersion> {
    const id = await operation.write((tx) => this.publishCatalogueCase.run(tx, operation.caller, input));
    return this.imports.version(await operation.reading(), id);
  }

  @Mutation(() => RollBackCatalogueResult, { description: 'Publishes the version before the last one again.' })
  async rollBackCatalogue(
    @Args('input') input: RollBackCatalogueInput,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueVersion> {
    const id = await operation.write((tx) => this.rollBackCatalogueCase.run(tx, operation.caller, input));
    return this.imports.version(await operation.reading(), id);
  }

  @ResolveField(() => [ImportIssueModel])
  issues(@Parent() { issues }: CatalogueImport): ImportIssueModel[] {
    return issues.map(showIssue);
  }

  @ResolveField(() => ImportIssueModel, { nullable: true, description: 'Why nothing could be read at all.' })
  problem(@Parent() { problem }: CatalogueImport): ImportIssueModel | undefined {
    return problem ? showIssue(problem) : undefined;
  }
}

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
    const number = await operation.write((tx) => this.importRegionsCase.run(tx, operation.caller, input));
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
    return issueMessage(issue, locale ?? operation.locale);
  }
}
