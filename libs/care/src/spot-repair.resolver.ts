import { Args, Query, Resolver } from '@nestjs/graphql';

import { type CalendarDate, type Money, spotRepairCost } from '#policy';
import { Clock, readYen } from '#platform';
import { showDecision } from '#catalogue';

import { SpotVisitInput } from './spot-repair.inputs.ts';
import { SpotRepairCost } from './spot-repair.model.ts';

@Resolver()
export class SpotRepairResolver {
  constructor(private readonly clock: Clock) {}

  @Query(() => SpotRepairCost, {
    description: 'What a repair by the hour costs: labour, travel, parts and their delivery.',
  })
  spotRepairCost(@Args('input') input: SpotVisitInput): SpotRepairCost {
    const { billedHours, charges, findings } = spotRepairCost({
      minutes: input.minutes,
      hourlyRate: yen('input.hourlyRate', input.hourlyRate),
      travel: yen('input.travel', input.travel),
      parts: yen('input.parts', input.parts),
      partDelivery: yen('input.partDelivery', input.partDelivery),
    });
    const evaluatedOn = (input.on ?? this.clock.today()) as CalendarDate;
    return { billedHours, decision: showDecision({ verdict: 'ELIGIBLE', findings, charges, evaluatedOn }) };
  }
}

function yen(path: string, amount: string | null | undefined): Money | undefined {
  return amount == null ? undefined : { amountMinor: readYen(path, amount), currency: 'JPY' };
}
