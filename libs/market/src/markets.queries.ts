import { Injectable } from '@nestjs/common';

import { selectList, type Transaction } from '#platform';

import { Market } from './market.ts';
import { MarketSettings } from './market-settings.entity.ts';

const ON = `SELECT ${selectList(MarketSettings, 's')} FROM market_settings s WHERE s.effective_on <= $1
  ORDER BY s.effective_on DESC, s.number DESC LIMIT 1`;
const ALL = `SELECT ${selectList(MarketSettings, 's')} FROM market_settings s ORDER BY s.number DESC`;

/** The market on a day. Settings never change once recorded, so a market that was built once stays in memory. */
@Injectable()
export class Markets {
  private readonly built = new Map<number, Market>();

  constructor(private readonly starting: MarketSettings) {}

  /** The settings that count on the day: the latest effective by then; of the same day, the last recorded. */
  async on(tx: Transaction, day: string): Promise<Market> {
    return this.marketOf((await tx.row<MarketSettings>(ON, [day])) ?? this.starting);
  }

  /** Everything that was ever set, the latest first, down to the settings the product starts with. */
  async history(tx: Transaction): Promise<MarketSettings[]> {
    return [...(await tx.rows<MarketSettings>(ALL)), this.starting];
  }

  private marketOf(settings: MarketSettings): Market {
    let market = this.built.get(settings.number);
    if (market === undefined) {
      market = new Market(settings);
      this.built.set(settings.number, market);
    }
    return market;
  }
}
