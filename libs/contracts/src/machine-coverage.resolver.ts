import { Args, ArgsType, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';

import { type CalendarDate, coverageOn, ServiceKind, ServiceLevel } from '#policy';
import {
  Clock,
  connectionFromAll,
  connectionOf,
  keyKinds,
  costsItems,
  costsPage,
  FieldArguments,
  LocalDate,
  PageArgs,
  PeriodModel,
  readInstant,
} from '#platform';
import { FindingModel, SiteInput } from '#catalogue';
import { Machine } from '#installed-base';

import { Contract } from './contract.entity.ts';
import type { LedgerPeriod } from './coverage-ledger.ts';
import { CoverageArgs } from './coverage.args.ts';
import { CoveragePeriod } from './coverage-period.entity.ts';
import { DeclarationsInput } from './declarations.input.ts';
import { MachineJudge } from './machine-judge.ts';
import type { MachineLedger } from './machine-ledger.ts';
import { periodOf } from './period-of.ts';
import { servedFindings } from './served-findings.ts';
import { ServiceOption, serviceOptions } from './service-option.model.ts';

@ObjectType({ description: 'The base coverage a machine came with.' })
export class Warranty {
  @Field(() => PeriodModel)
  period!: PeriodModel;

  @Field(() => ServiceLevel)
  serviceLevel!: ServiceLevel;
}

@ObjectType({ description: 'What covers a machine on a day, as it was known at an instant.' })
export class Coverage {
  @Field(() => LocalDate)
  on!: string;

  @Field(() => Boolean, { description: 'Whether base warranty or a service is in force on the day.' })
  covered!: boolean;

  @Field(() => [CoveragePeriod], {
    complexity: costsItems(2),
    description: 'What is in force on the day, of every layer.',
  })
  periods!: CoveragePeriod[];

  @Field(() => [CoveragePeriod], {
    complexity: costsItems(4),
    description: 'All periods, past, present and to come, in order of their first day.',
  })
  timeline!: CoveragePeriod[];

  @Field(() => [PeriodModel], {
    complexity: costsItems(1),
    description: 'Times without base warranty or service; the last one runs to the day asked.',
  })
  lapses!: PeriodModel[];

  @Field(() => LocalDate, { nullable: true, description: 'The last day of base warranty or service.' })
  coveredUntil?: string;

  @Field(() => [FindingModel], {
    description:
      'What the policy has to say of it: that it runs beyond the end of support, as announced at that instant. Flagged, not shortened.',
  })
  findings!: FindingModel[];
}

@ObjectType()
export class ContractConnection extends connectionOf(Contract) {}

@ArgsType()
class EligibleServicesArgs {
  @Field(() => LocalDate, { nullable: true, description: "Default: today in the market's zone." })
  on?: CalendarDate | null;

  @Field(() => ServiceKind, { nullable: true })
  kind?: ServiceKind | null;

  @Field(() => SiteInput, { nullable: true, description: 'Where the machine will stand, if not at its recorded site.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SiteInput)
  site?: SiteInput | null;

  @Field(() => DeclarationsInput, { nullable: true, description: 'What the customer declares.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DeclarationsInput)
  declared?: DeclarationsInput | null;
}

@ArgsType()
class ContractsArgs extends PageArgs {}

@Resolver(() => Machine)
export class MachineCoverageResolver {
  constructor(
    private readonly judge: MachineJudge,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => Warranty, { nullable: true })
  warranty(machine: Machine): Warranty | undefined {
    const { warranty } = this.judge.ledgerOf(machine);
    return warranty && { period: periodOf(warranty), serviceLevel: warranty.serviceLevel ?? 'NBD_9X5' };
  }

  @ResolveField(() => Coverage)
  @FieldArguments(() => CoverageArgs)
  coverage(machine: Machine, { on, knownAt }: CoverageArgs): Coverage {
    const ledger = this.judge.ledgerOf(machine);
    const instant = readInstant('knownAt', knownAt);
    const day = on ?? this.clock.today();
    const findingsFor = (endsOn: CalendarDate): FindingModel[] =>
      servedFindings({ endsOn, endOfSupportOn: ledger.endOfSupportOn(instant), on: day });
    const known = (instant ? ledger.knownAt(instant) : ledger.live).map((period): ShownPeriod => {
      const shown = showPeriod(period, ledger);
      return { ...shown, findings: findingsFor(shown.period.endsOn) };
    });
    const { covered, periods, lapses, coveredUntil } = coverageOn(known, day);
    const findings = coveredUntil === undefined ? [] : findingsFor(coveredUntil);
    return { on: day, covered, periods: [...periods], timeline: known, lapses: [...lapses], coveredUntil, findings };
  }

  @ResolveField(() => ContractConnection, { complexity: costsPage({ points: 1, seldomMoreThan: 5 }) })
  @FieldArguments(() => ContractsArgs)
  contracts(machine: Machine, args: ContractsArgs): ContractConnection {
    const { contracts } = this.judge.ledgerOf(machine);
    return connectionFromAll(contracts, args, ({ startsOn, id }) => [startsOn, id], [keyKinds.day, keyKinds.id]);
  }

  @ResolveField(() => [ServiceOption], {
    complexity: costsItems(40),
    description: 'Every service the catalogue has for the machine, each judged with all its reasons.',
  })
  eligibleServices(
    @Parent() machine: Machine,
    @Args() { on, kind, site, declared }: EligibleServicesArgs,
  ): ServiceOption[] {
    const judgement = this.judge.judge(machine, {
      on: on ?? this.clock.today(),
      site: site ?? undefined,
      declared: declared ?? undefined,
    });
    return serviceOptions(judgement, kind ?? undefined);
  }
}

type ShownPeriod = CoveragePeriod & { period: ReturnType<typeof periodOf> };

function showPeriod(period: LedgerPeriod, { contracts }: MachineLedger): ShownPeriod {
  return {
    ...period,
    period: periodOf(period),
    addOn: period.addOnName || undefined,
    contract: contracts.find(({ id }) => id === period.contractId),
  };
}
