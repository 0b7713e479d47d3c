import { Global, Module } from '@nestjs/common';

import { HolidayResolver, MarketResolver } from './market.resolver.ts';
import { Markets } from './markets.queries.ts';
import { SetMarketSettings } from './set-market-settings.ts';

export const marketResolvers = [MarketResolver, HolidayResolver];

/** The market's settings; every floor above judges by them. */
@Global()
@Module({ providers: [...marketResolvers, Markets, SetMarketSettings], exports: [Markets] })
export class MarketModule {}
