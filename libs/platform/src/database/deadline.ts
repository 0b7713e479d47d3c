/**
 * The time a request has. When it is over, whoever waits for that is told; unless it has been lifted before. A signal
 * would do the same, at ten times the cost of a request that needs none.
 */
export class Deadline {
  private readonly waiting = new Set<() => void>();
  private readonly timer: NodeJS.Timeout;
  private over = false;

  constructor(ms: number) {
    this.timer = setTimeout(() => this.end(), ms);
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Tells once when the time is over; it must not be over yet. */
  add(told: () => void): void {
    this.waiting.add(told);
  }

  remove(told: () => void): void {
    this.waiting.delete(told);
  }

  /** From here on the request may take as long as it likes. */
  lift(): void {
    clearTimeout(this.timer);
  }

  private end(): void {
    this.over = true;
    for (const told of this.waiting) told();
  }
}
