import {
  type BusinessCalendar,
  type CalendarDate,
  latestSafeOrderOn,
  type MarketSettings as MarketFacts,
} from '#policy';

import { JapaneseBusinessCalendar } from './japanese-business-calendar.ts';
import { limitsByFamily } from './life-limit.model.ts';
import type { MarketSettings } from './market-settings.entity.ts';

/** A market as its settings make it: its business days, and what the policy looks at. */
export class Market {
  readonly calendar: BusinessCalendar;
  readonly facts: MarketFacts;
  private readonly latestSafeOrders = new Map<CalendarDate, CalendarDate>();

  constructor(readonly settings: MarketSettings) {
    const { closedDays, openDays, lifeLimits, reinstatementFeeMinor, currency, callsUntil } = settings;
    this.calendar = new JapaneseBusinessCalendar({ closed: closedDays, open: openDays });
    this.facts = {
      country: 'JP',
      callsUntil,
      lifeLimits: limitsByFamily(lifeLimits),
      ...(reinstatementFeeMinor == null ? {} : { reinstatementFee: { amountMinor: reinstatementFeeMinor, currency } }),
    };
  }

  /** The last day on which an order still arrives by the end of coverage: many machines of a page end on the same day. */
  latestSafeOrderOn(coverageEndsOn: CalendarDate): CalendarDate {
    let day = this.latestSafeOrders.get(coverageEndsOn);
    if (day === undefined) {
      day = latestSafeOrderOn(coverageEndsOn, this.calendar);
      this.latestSafeOrders.set(coverageEndsOn, day);
    }
    return day;
  }

  /** By which decisions name the settings they were made with. */
  get number(): number {
    return this.settings.number;
  }
}
