import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Counts points by key within a window that begins with the first. What it counts by itself is to be told to whoever adds
 * up the counts of all processes, and what those came to is learned from there.
 */
export class Counter {
  private readonly memory: RateLimiterMemory;
  private untold = new Map<string, number>();

  constructor(
    readonly kind: 'person' | 'key' | 'address' | 'misses',
    readonly points: number,
    duration: number,
  ) {
    this.memory = new RateLimiterMemory({ points, duration });
  }

  /** Takes points. Rejects with what is left, having taken them all the same, when there were not so many. */
  async consume(key: string, points: number): Promise<RateLimiterRes> {
    this.note(key, points);
    return this.memory.consume(key, points);
  }

  /** Takes points, whether or not there are so many. */
  async penalty(key: string, points: number): Promise<RateLimiterRes> {
    this.note(key, points);
    return this.memory.penalty(key, points);
  }

  /** Gives points back. */
  async reward(key: string, points: number): Promise<RateLimiterRes> {
    this.note(key, -points);
    return this.memory.reward(key, points);
  }

  async get(key: string): Promise<RateLimiterRes | null> {
    return this.memory.get(key);
  }

  /** Takes back everything that is known to have been taken. */
  async forgive(key: string): Promise<void> {
    const taken = await this.memory.get(key);
    if (taken !== null && taken.consumedPoints > 0) await this.reward(key, taken.consumedPoints);
  }

  /** What was counted since the last time this was asked. */
  takeUntold(): readonly (readonly [key: string, points: number])[] {
    const untold = [...this.untold];
    this.untold = new Map();
    return untold;
  }

  /** Takes over what all processes have counted together, with what was counted here since that was told. */
  async learn(key: string, points: number, msLeft: number): Promise<void> {
    if (msLeft > 0) await this.memory.set(key, points + (this.untold.get(key) ?? 0), msLeft / 1000);
  }

  private note(key: string, points: number): void {
    this.untold.set(key, (this.untold.get(key) ?? 0) + points);
  }
}
