/** How fast work goes on. */
export interface Rate {
  readonly perSecond?: number;
  readonly remainingSeconds?: number;
}

/** How long the rest takes where a share of the whole, from 0 to 1, is done; nothing before any is. */
export function remainingAfter(share: number, since: Date, until: Date): number | undefined {
  const seconds = (until.getTime() - since.getTime()) / 1000;
  return share <= 0 || seconds <= 0 ? undefined : Math.ceil((seconds * Math.max(0, 1 - share)) / share);
}

/** The rate of work between two instants, and how long the rest takes at it; nothing before the first piece is done. */
export function rateOf(done: number, total: number | null | undefined, since: Date, until: Date): Rate {
  const seconds = (until.getTime() - since.getTime()) / 1000;
  if (done === 0 || seconds <= 0) return {};
  const perSecond = Math.round((done / seconds) * 10) / 10;
  if (total === null || total === undefined) return { perSecond };
  return { perSecond, remainingSeconds: Math.ceil(Math.max(0, total - done) / perSecond) };
}
