import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';

import { costsItems, type OperationContext, OfTheMoment } from '#platform';
import { ImportIssueModel, ImportIssueSeverity, IssueCounts, MOST_ISSUES, showIssue } from '#catalogue';

import { ApplyInstalledBaseImport } from './apply-installed-base-import.ts';
import { CancelInstalledBaseImport } from './cancel-installed-base-import.ts';
import { FollowInstalledBaseImport } from './follow-installed-base-import.ts';
import { InstalledBaseImport, InstalledBaseImportProgress } from './installed-base-import.entity.ts';
import {
  ApplyInstalledBaseImportInput,
  CancelInstalledBaseImportInput,
  RecordMachinesInput,
  StartInstalledBaseImportInput,
} from './installed-base-import.inputs.ts';
import { InstalledBaseImports } from './installed-base-imports.queries.ts';
import { InstalledBaseIssues } from './installed-base-issues.queries.ts';
import { RecordMachines } from './record-machines.ts';
import { StartInstalledBaseImport } from './start-installed-base-import.ts';

@Resolver(() => InstalledBaseImport)
export class InstalledBaseImportResolver {
  constructor(
    private readonly imports: InstalledBaseImports,
    private readonly said: InstalledBaseIssues,
    private readonly starting: StartInstalledBaseImport,
    private readonly recording: RecordMachines,
    private readonly applying: ApplyInstalledBaseImport,
    private readonly cancelling: CancelInstalledBaseImport,
    private readonly following: FollowInstalledBaseImport,
  ) {}

  @OfTheMoment()
  @Query(() => InstalledBaseImport, { nullable: true })
  async installedBaseImport(
    @Args('id', { type: () => ID }) id: string,
    @Context() { operation }: OperationContext,
  ): Promise<InstalledBaseImport> {
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => InstalledBaseImport, {
    description:
      'Takes a list of machines in. The whole of it is checked in the background; nothing is written before it is applied.',
  })
  async startInstalledBaseImport(
    @Args('input') input: StartInstalledBaseImportInput,
    @Context() { operation }: OperationContext,
  ): Promise<InstalledBaseImport> {
    const id = await operation.write((tx) => this.starting.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => InstalledBaseImport, {
    description:
      'Records many machines at once, in the background: all of them are checked, then entered. While one is bad none is taken; the issues name each by its number and field. The same machines again change nothing.',
  })
  async recordMachines(
    @Args('input') input: RecordMachinesInput,
    @Context() { operation }: OperationContext,
  ): Promise<InstalledBaseImport> {
    const id = await operation.write((tx) => this.recording.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => InstalledBaseImport, {
    description:
      'Has a checked list entered into the installed base, in the background. What stands as listed is left.',
  })
  async applyInstalledBaseImport(
    @Args('input') input: ApplyInstalledBaseImportInput,
    @Context() { operation }: OperationContext,
  ): Promise<InstalledBaseImport> {
    const id = await operation.write((tx) => this.applying.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }

  @Mutation(() => InstalledBaseImport, {
    description: 'Gives an import up. Machines entered so far stay; each of them is whole.',
  })
  async cancelInstalledBaseImport(
    @Args('input') input: CancelInstalledBaseImportInput,
    @Context() { operation }: OperationContext,
  ): Promise<InstalledBaseImport> {
    const id = await operation.write((tx) => this.cancelling.run(tx, operation.caller, input));
    return this.imports.byId(await operation.reading(), id);
  }

  @Subscription(() => InstalledBaseImport, {
    description:
      'A list of machines as it goes: once at first, then after each change, until it has ended or waits to be applied. Over server-sent events.',
    resolve: (found: InstalledBaseImport) => found,
  })
  installedBaseImportProgress(
    @Args('id', { type: () => ID }) id: string,
    @Context() { operation }: OperationContext,
  ): AsyncGenerator<InstalledBaseImport> {
    return this.following.run(operation, id);
  }

  @ResolveField(() => InstalledBaseImportProgress, { nullable: true, description: 'None before its check has begun.' })
  async progress(
    @Parent() { id }: InstalledBaseImport,
    @Context() { operation }: OperationContext,
  ): Promise<InstalledBaseImportProgress | undefined> {
    return this.imports.progress(await operation.reading(), id);
  }

  @ResolveField(() => [ImportIssueModel], {
    complexity: costsItems(100),
    description: `The worst first, at most ${MOST_ISSUES}; the workbook at GET /imports/machines/{id}/errors.xlsx names them all.`,
  })
  async issues(
    @Parent() { id }: InstalledBaseImport,
    @Args('severity', { type: () => ImportIssueSeverity, nullable: true }) severity: ImportIssueSeverity | undefined,
    @Context() { operation }: OperationContext,
  ): Promise<ImportIssueModel[]> {
    return (await this.said.first(await operation.reading(), id, severity)).map(showIssue);
  }

  @ResolveField(() => IssueCounts, { description: 'How much it has to say altogether.' })
  async issueCounts(
    @Parent() { id }: InstalledBaseImport,
    @Context() { operation }: OperationContext,
  ): Promise<IssueCounts> {
    return this.said.counts(await operation.reading(), id);
  }

  @ResolveField(() => ImportIssueModel, { nullable: true, description: 'Why nothing could be read at all.' })
  problem(@Parent() { problem }: InstalledBaseImport): ImportIssueModel | undefined {
    return problem ? showIssue(problem) : undefined;
  }
}
