/** Something in the trail that is not as it was written. */
export interface Finding {
  /** `machine 5f…`: the stream and the key. */
  readonly chain: string;
  readonly number: number;
  readonly problem: string;
}

const MOST_KEPT = 1_000;

/** What a verification found: all of it counted, the first thousand kept. */
export class Findings {
  readonly first: Finding[] = [];
  count = 0;

  add(finding: Finding): void {
    this.count += 1;
    if (this.first.length < MOST_KEPT) this.first.push(finding);
  }
}
