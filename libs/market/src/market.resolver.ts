import { Args, Context, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Locale } from '#policy';
import { Clock, costsItems, LocalDate, MoneyModel, moneyModel, type OperationContext } from '#platform';

import { Holiday } from './holiday.model.ts';
import { holidaysOf } from './japanese-business-calendar.ts';
import { SetMarketSettingsInput } from './market.inputs.ts';
import { MarketSettings } from './market-settings.entity.ts';
import { Markets } from './markets.queries.ts';
import { SetMarketSettings } from './set-market-settings.ts';

@Resolver(() => MarketSettings)
export class MarketResolver {
  constructor(
    private readonly markets: Markets,
    private readonly setting: SetMarketSettings,
    private readonly clock: Clock,
  ) {}

  @Query(() => MarketSettings, { description: 'The settings that count on a day.' })
  async marketSettings(
    @Args('on', { type: () => LocalDate, nullable: true }) on: string | undefined,
    @Context() { operation }: OperationContext,
  ): Promise<MarketSettings> {
    return (await this.markets.on(await operation.reading(), on ?? this.clock.today())).settings;
  }

  @Query(() => [MarketSettings], { description: 'Everything that was ever set, the latest first.' })
  async marketSettingsHistory(@Context() { operation }: OperationContext): Promise<MarketSettings[]> {
    return this.markets.history(await operation.reading());
  }

  @Mutation(() => MarketSettings, { description: 'Sets what the market decides by itself, from a day on.' })
  async setMarketSettings(
    @Args('input') input: SetMarketSettingsInput,
    @Context() { operation }: OperationContext,
  ): Promise<MarketSettings> {
    const number = await operation.write((tx) => this.setting.run(tx, operation.caller, input));
    const history = await this.markets.history(await operation.reading());
    const made = history.find((settings) => settings.number === number);
    if (made === undefined) throw new Error(`market settings ${number} were made and cannot be read`);
    return made;
  }

  @ResolveField(() => MoneyModel, { nullable: true, description: 'None where the amount must be asked for.' })
  reinstatementFee(@Parent() { reinstatementFeeMinor, currency }: MarketSettings): MoneyModel | undefined {
    return reinstatementFeeMinor == null ? undefined : moneyModel({ amountMinor: reinstatementFeeMinor, currency });
  }

  @Query(() => [Holiday], {
    complexity: costsItems(20),
    description: 'The holidays of a year. What the market decides otherwise is in closedDays and openDays.',
  })
  holidays(@Args('year', { type: () => Int }) year: number): Holiday[] {
    return holidaysOf(year);
  }
}

@Resolver(() => Holiday)
export class HolidayResolver {
  @ResolveField(() => String)
  name(
    @Parent() { nameJa, nameEn }: Holiday,
    @Args('locale', { type: () => Locale, nullable: true }) locale: Locale | undefined,
    @Context() { operation }: OperationContext,
  ): string {
    return (locale ?? operation.locale) === 'EN' ? nameEn : nameJa;
  }
}
