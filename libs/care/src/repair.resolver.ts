import { Args, Context, Query, Resolver } from '@nestjs/graphql';

import { type CalendarDate, earliestVisitOn, remediesForRepair, type RepairRequest, reviewRepair } from '#policy';
import { badUserInput, Clock, LocalDate, type OperationContext, Selection, type Transaction } from '#platform';
import { Markets } from '#market';
import { DecisionModel, showDecision } from '#catalogue';
import { type Machine, Machines } from '#installed-base';
import { MachineJudge } from '#contracts';

import { readTimeOfDay, USUAL_TIME } from './read-time-of-day.ts';
import { RepairQuestionInput } from './repair-question.inputs.ts';

/** What a call is judged by: the contracts tell when each pack was registered. */
const JUDGED_BY = Selection.nothing.alsoAsking('contracts');

@Resolver()
export class RepairResolver {
  constructor(
    private readonly machines: Machines,
    private readonly judge: MachineJudge,
    private readonly markets: Markets,
    private readonly clock: Clock,
  ) {}

  @Query(() => DecisionModel, { description: 'Whether a call for repair is served, under what, and from when.' })
  async repairDecision(
    @Args('input') input: RepairQuestionInput,
    @Context() { operation }: OperationContext,
  ): Promise<DecisionModel> {
    const request = await this.requestOf(await operation.reading(), input);
    return showDecision(reviewRepair(request), () => remediesForRepair(request));
  }

  @Query(() => LocalDate, {
    description: 'The earliest day on which a next-business-day call is repaired; that day is no promise.',
  })
  async nextBusinessDay(
    @Args('receivedOn', { type: () => LocalDate, nullable: true, description: "Default: today in the market's zone." })
    receivedOn: CalendarDate | undefined,
    @Args('receivedAt', { type: () => String, defaultValue: USUAL_TIME, description: 'The time of day, HH:MM.' })
    receivedAt: string,
    @Context() { operation }: OperationContext,
  ): Promise<CalendarDate> {
    const time = readTimeOfDay('receivedAt', receivedAt);
    const on = receivedOn ?? this.clock.today();
    const { calendar, facts } = await this.markets.on(await operation.reading(), on);
    return earliestVisitOn({ on, receivedAt: time, calendar, market: facts });
  }

  private async requestOf(tx: Transaction, input: RepairQuestionInput): Promise<RepairRequest> {
    const on = (input.receivedOn ?? this.clock.today()) as CalendarDate;
    const faultSince = (input.faultSince ?? on) as CalendarDate;
    const receivedAt = readTimeOfDay('input.receivedAt', input.receivedAt);
    if (faultSince > on) {
      throw badUserInput('input.faultSince', `The fault began on ${faultSince}, after the call was received on ${on}.`);
    }
    const machine = await this.machines.byKey(tx, input.machineType, input.serial, JUDGED_BY, {
      path: 'input.',
      whole: true,
    });
    const market = await this.markets.on(tx, on);
    return {
      on,
      receivedAt,
      caller: callerOf(input),
      recorded: recordedOf(machine, input.place),
      machine: { machineType: machine.machineTypeCode },
      coverage: this.judge.ledgerOf(machine).registeredCoverage(faultSince),
      endOfSupportOn: machine.endOfSupportOn,
      hasFault: input.hasFault,
      cause: input.cause ?? undefined,
      faultSince,
      asksForSpotRepair: input.spotRepair,
      calendar: market.calendar,
      market: market.facts,
    };
  }
}

function callerOf({ customerName, place, machineType, serial }: RepairQuestionInput): RepairRequest['caller'] {
  return { customerName: customerName ?? undefined, place: place ?? undefined, machineType, serial };
}

/** What is on record. An address that goes on from the recorded municipality is the recorded place. */
function recordedOf({ customer, site }: Machine, said: string | null | undefined): RepairRequest['recorded'] {
  const { prefecture, municipality } = site ?? {};
  const place = prefecture && municipality ? prefecture + municipality : undefined;
  const goesOn = place !== undefined && said?.replaceAll(/\s/g, '').startsWith(place);
  return { customerName: customer?.name, place: goesOn ? (said ?? undefined) : place };
}
