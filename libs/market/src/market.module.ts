import { type DynamicModule, Global, Module } from '@nestjs/common';

import type { Environment } from '#platform';

import { MarketResolver } from './market.resolver.ts';
import { MarketSettings } from './market-settings.entity.ts';
import { Markets } from './markets.queries.ts';
import { SetMarketSettings } from './set-market-settings.ts';

/** What a process is started with; it counts until an administrator sets anything. */
export type MarketDefaults = Pick<Environment, 'reinstatementFeeJpy' | 'closedDays'>;

export const marketResolvers = [MarketResolver];

/** The market's settings; every floor above judges by them. */
@Global()
@Module({})
export class MarketModule {
  static forRoot(environment: MarketDefaults): DynamicModule {
    const markets = { provide: Markets, useFactory: () => new Markets(startingSettings(environment)) };
    return { module: MarketModule, providers: [...marketResolvers, markets, SetMarketSettings], exports: [Markets] };
  }
}

/** What counts until an administrator sets anything: the process's own settings. */
function startingSettings({ reinstatementFeeJpy, closedDays }: MarketDefaults): MarketSettings {
  return Object.assign(new MarketSettings(), {
    number: 0,
    effectiveOn: '2000-01-01',
    reinstatementFeeMinor: reinstatementFeeJpy,
    currency: 'JPY',
    callsUntil: '16:00',
    closedDays,
    lifeLimits: [],
    reason: 'The settings the product starts with.',
    actor: 'keizoku',
    recordedAt: new Date(0),
  });
}
