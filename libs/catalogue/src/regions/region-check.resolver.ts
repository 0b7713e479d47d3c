import { Args, Context, Query, Resolver } from '@nestjs/graphql';

import { type CalendarDate, remediesForRegion, reviewRegion, ServiceLevel } from '#policy';
import { Clock, LocalDate, type OperationContext } from '#platform';

import { DecisionModel } from '../decision/decision.model.ts';
import { showDecision } from '../decision/show-decision.ts';
import { readMachineType } from '../read-machine-key.ts';
import { RegionLists } from './region-lists.ts';
import { SiteInput } from './site.model.ts';

@Resolver()
export class RegionCheckResolver {
  constructor(
    private readonly regions: RegionLists,
    private readonly clock: Clock,
  ) {}

  @Query(() => DecisionModel, { description: 'Whether a level may be sold for a machine type at a place.' })
  async regionCheck(
    @Args('machineType', { type: () => String }) machineType: string,
    @Args('serviceLevel', { type: () => ServiceLevel }) serviceLevel: ServiceLevel,
    @Args('site') site: SiteInput,
    @Args('on', { type: () => LocalDate, nullable: true }) on: CalendarDate | undefined,
    @Context() { operation }: OperationContext,
  ): Promise<DecisionModel> {
    const code = readMachineType('machineType', machineType);
    const list = await this.regions.latest(await operation.reading());
    const request = {
      site: list.find(site),
      machineTypeMarks: list.marksFor(code),
      machine: { machineType: code },
      offering: { serviceLevel },
    };
    const day = on ?? this.clock.today();
    return showDecision(reviewRegion(request, day), () => remediesForRegion(request, day));
  }
}
