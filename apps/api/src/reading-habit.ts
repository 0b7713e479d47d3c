/** What did not read at once after all, or took long, is left to connections of its own so many times. */
const SETBACK = 100;

/** Whether a query reads everything at once: known by how it did each time. */
export class ReadingHabit {
  private inARow = 0;

  /** It reads at once when it did so `after` times in a row, and each time since. */
  constructor(private readonly after: number) {}

  get isAtOnce(): boolean {
    return this.inARow >= this.after;
  }

  note({ wentAtOnce }: { readonly wentAtOnce: boolean }): void {
    if (wentAtOnce) this.inARow += 1;
    else this.inARow = this.isAtOnce ? this.after - SETBACK : Math.min(this.inARow, 0);
  }
}
