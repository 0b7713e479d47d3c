import {
  Args,
  ArgsType,
  Context,
  Field,
  ID,
  Info,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import {
  type Connection,
  connectionOf,
  costsItems,
  type OperationContext,
  PageArgs,
  Selection,
  OfTheMoment,
} from '#platform';

import { CancelCatalogueImport } from './cancel-catalogue-import.ts';
import { CatalogueImport } from './catalogue-import.entity.ts';
import { CatalogueImports } from './catalogue-imports.queries.ts';
import { CatalogueVersion } from './catalogue-version.entity.ts';
import {
  CancelCatalogueImportInput,
  JudgeCatalogueImportInput,
  PublishCatalogueInput,
  RollBackCatalogueInput,
  StartCatalogueImportInput,
} from './catalogue.inputs.ts';
import { unionWithRejection } from './decision/union-with-rejection.ts';
import { CatalogueDifference } from './difference/catalogue-difference.model.ts';
import { CatalogueDifferences } from './difference/catalogue-differences.queries.ts';
import { ImportIssueModel, IssueCounts, showIssue } from './import-issue.model.ts';
import { CatalogueImportIssues } from './import-issues.queries.ts';
import { CatalogueImportProgress } from './import-progress.entity.ts';
import { MOST_ISSUES } from './kept-issues.ts';
import { JudgeAgain } from './judge-catalogue/judge-again.ts';
import { FollowCatalogueImport } from './progress/follow-catalogue-import.ts';
import { PublishCatalogue } from './publish-catalogue.ts';
import { RollBackCatalogue } from './roll-back-catalogue.ts';
import { StartCatalogueImport } from './start-catalogue-import.ts';
import { CatalogueImportState, ImportIssueSeverity } from './vocabulary.ts';
import { toldTo } from './withheld-prices.ts';

const PublishCatalogueResult = unionWithRejection('PublishCatalogueResult', CatalogueVersion);
const RollBackCatalogueResult = unionWithRejection('RollBackCatalogueResult', CatalogueVersion);

@ObjectType()
class CatalogueImportConnection extends connectionOf(CatalogueImport) {}

@ArgsType()
class CatalogueImportsArgs extends PageArgs {
  @Field(() => [CatalogueImportState], { nullable: true, description: 'Default: all states.' })
  stateIn?: CatalogueImportState[] | null;
}

@Resolver(() => CatalogueImport)
export class CatalogueImportMutations {
  constructor(
    private readonly imports: CatalogueImports,
    private readonly startCatalogueImportCase: StartCatalogueImport,
    private readonly cancelCatalogueImportCase: CancelCatalogueImport,
    private readonly judgeAgainCase: JudgeAgain,
    private readonly publishCatalogueCase: PublishCatalogue,
    private readonly rollBackCatalogueCase: RollBackCatalogue,
  ) {}

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

  @Mutation(() => CatalogueImport, {
    description: 'Judges a draft again, against what is published by now: for one that has become STALE.',
  })
  async judgeCatalogueImport(
    @Args('input') input: JudgeCatalogueImportInput,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueImport> {
    const id = await operation.write((tx) => this.judgeAgainCase.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => CatalogueImport, {
    description:
      'Gives up an import that waits or is read. Nothing of it is kept; the same file may be imported again.',
  })
  async cancelCatalogueImport(
    @Args('input') input: CancelCatalogueImportInput,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueImport> {
    const id = await operation.write((tx) => this.cancelCatalogueImportCase.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }
}

@Resolver(() => CatalogueImport)
export class CatalogueImportResolver {
  constructor(
    private readonly imports: CatalogueImports,
    private readonly said: CatalogueImportIssues,
    private readonly differences: CatalogueDifferences,
    private readonly following: FollowCatalogueImport,
  ) {}

  @OfTheMoment()
  @Query(() => CatalogueImport, { nullable: true })
  async catalogueImport(
    @Args('id', { type: () => ID }) id: string,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueImport> {
    return this.imports.byId(await operation.reading(), id);
  }

  @OfTheMoment()
  @Query(() => CatalogueImportConnection, { description: 'Every list that was taken in, the last one first.' })
  async catalogueImports(
    @Args() { stateIn, ...page }: CatalogueImportsArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CatalogueImport>> {
    return this.imports.page(await operation.reading(), stateIn, page, Selection.of(info).has('totalCount'));
  }

  @Subscription(() => CatalogueImport, {
    description:
      'An import as it goes: once at first, then after each change, until it has ended. Over server-sent events.',
    resolve: (found: CatalogueImport) => found,
  })
  catalogueImportProgress(
    @Args('id', { type: () => ID }) id: string,
    @Context() { operation }: OperationContext,
  ): AsyncGenerator<CatalogueImport> {
    return this.following.run(operation, id);
  }

  @ResolveField(() => CatalogueImportProgress, { nullable: true, description: 'None before its reading has begun.' })
  async progress(
    @Parent() { id }: CatalogueImport,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueImportProgress | undefined> {
    return this.imports.progress(await operation.reading(), id);
  }

  @ResolveField(() => [ImportIssueModel], {
    complexity: costsItems(100),
    description: `The worst first, at most ${MOST_ISSUES}; the workbook at GET /imports/{id}/errors.xlsx names them all.`,
  })
  async issues(
    @Parent() { id }: CatalogueImport,
    @Args('severity', { type: () => ImportIssueSeverity, nullable: true }) severity: ImportIssueSeverity | undefined,
    @Context() { operation }: OperationContext,
  ): Promise<ImportIssueModel[]> {
    const issues = await this.said.first(await operation.reading(), id, severity);
    return issues.map((issue) => showIssue(toldTo(operation.caller, issue)));
  }

  @ResolveField(() => IssueCounts, { description: 'How much it has to say altogether.' })
  async issueCounts(
    @Parent() { id }: CatalogueImport,
    @Context() { operation }: OperationContext,
  ): Promise<IssueCounts> {
    return this.said.counts(await operation.reading(), id);
  }

  @ResolveField(() => CatalogueDifference, {
    nullable: true,
    description: 'What publishing it would change of the catalogue of its day; none without a draft.',
  })
  async difference(
    @Parent() found: CatalogueImport,
    @Context() { operation }: OperationContext,
  ): Promise<CatalogueDifference | undefined> {
    return this.differences.of(await operation.reading(), operation.caller, found);
  }

  @ResolveField(() => ImportIssueModel, { nullable: true, description: 'Why nothing could be read at all.' })
  problem(
    @Parent() { problem }: CatalogueImport,
    @Context() { operation }: OperationContext,
  ): ImportIssueModel | undefined {
    return problem ? showIssue(toldTo(operation.caller, problem)) : undefined;
  }
}
