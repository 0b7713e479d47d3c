import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

/** What runs beside the jobs; it ends before the database is closed. */
@Injectable()
export class BackgroundWork implements BeforeApplicationShutdown {
  private readonly stops: (() => Promise<void>)[] = [];

  /** Takes note of how something that was started is stopped. */
  started(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
  }
}
