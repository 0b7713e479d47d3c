import { Problem } from '#platform';

/** Lets only so many do something costly at once, and only so many wait for it. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Throws `SERVICE_UNAVAILABLE` when too many wait already. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting)
      throw new Problem('SERVICE_UNAVAILABLE', 'Too many sign in right now. Try again in a moment.');
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
