import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { RateCounts } from '#access';
import { Log } from '#platform';

import { Rates, WINDOW_SECONDS } from './rates.ts';

/** How long the processes may differ in what they know of a caller. */
const EXCHANGED_EVERY_MS = 250;
const SWEPT_EVERY_MS = 60_000;

/**
 * Makes the limits those of all processes together: what each has counted is added up in the database four times a second,
 * in one statement, and what all have counted counts from then on. While the database does not answer each goes on by
 * itself.
 */
@Injectable()
export class ShareRates implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Log('Rates');
  private readonly timers: NodeJS.Timeout[] = [];
  private exchanging: Promise<void> | undefined;

  constructor(
    private readonly rates: Rates,
    private readonly counts: RateCounts,
  ) {}

  onApplicationBootstrap(): void {
    const exchange = (): void => {
      this.exchanging ??= this.exchange().finally(() => (this.exchanging = undefined));
    };
    const sweep = (): void => {
      this.counts.sweep().catch((cause: unknown) => this.log.warn('failed', cause));
    };
    this.timers.push(setInterval(exchange, EXCHANGED_EVERY_MS), setInterval(sweep, SWEPT_EVERY_MS));
    for (const timer of this.timers) timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.exchanging;
  }

  private async exchange(): Promise<void> {
    const told = this.rates.counters.flatMap((counter) =>
      counter.takeUntold().map(([key, points]) => ({ counter, kind: counter.kind, key, points })),
    );
    if (told.length === 0) return;
    try {
      const shared = await this.counts.add(told, WINDOW_SECONDS);
      await Promise.all(
        told.map(async ({ counter, key }, index) => {
          const count = shared[index];
          if (count) await counter.learn(key, count.points, count.msLeft);
        }),
      );
    } catch (cause) {
      // It still counts here. The others never hear of it, which is a quarter of a second of one process.
      this.log.warn('failed', cause);
    }
  }
}
