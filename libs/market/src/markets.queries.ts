import { Injectable } from '@nestjs/common';

import { selectList, type Transaction } from '#platform';

import { Market } from './market.ts';
import { MarketSettings } from './market-settings.entity.ts';

/** A sub-select for the number of the settings that count on a day; null for those the product starts with. */
export function settingsOn(day: string): string {
  return `(SELECT s.number FROM market_settings s WHERE s.effective_on <= ${day}::date ORDER BY s.effective_on DESC, s.number DESC LIMIT 1)`;
}

const NUMBERED = `SELECT ${selectList(MarketSettings, 's')} FROM market_settings s WHERE s.number = $1`;
const ALL = `SELECT ${selectList(MarketSettings, 's')} FROM market_settings s ORDER BY s.number DESC`;

/** What counts until anything is set: as unchangeable as what is set later, so that a decision of then can be made again. */
const STARTING = Object.assign(new MarketSettings(), {
  number: 0,
  effectiveOn: '2000-01-01',
  currency: 'JPY',
  callsUntil: '16:00',
  closedDays: [],
  openDays: [],
  lifeLimits: [],
  reason: 'The settings the product starts with.',
  actor: 'keizoku',
  recordedAt: new Date(0),
});

/** The market on a day. Settings never change once recorded, so a market that was built once stays in memory. */
@Injectable()
export class Markets {
  private readonly built = new Map<number, Market>();

  /** The settings that count on the day: the latest effective by then; of the same day, the last recorded. */
  async on(tx: Transaction, day: string): Promise<Market> {
    const row = await tx.row<{ number: number | null }>(`SELECT ${settingsOn('$1')} AS number`, [day]);
    return this.numbered(tx, row?.number);
  }

  /** The market of settings that a decision names; of those the product starts with, where there is no number. */
  async numbered(tx: Transaction, named: number | null | undefined): Promise<Market> {
    const number = named ?? STARTING.number;
    const built = this.built.get(number);
    if (built !== undefined) return built;
    if (number === STARTING.number) return this.marketOf(STARTING);
    const settings = await tx.row<MarketSettings>(NUMBERED, [number]);
    if (settings === undefined) throw new Error(`market settings ${number} are named and cannot be read`);
    return this.marketOf(settings);
  }

  /** Everything that was ever set, the latest first, down to the settings the product starts with. */
  async history(tx: Transaction): Promise<MarketSettings[]> {
    return [...(await tx.rows<MarketSettings>(ALL)), STARTING];
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
