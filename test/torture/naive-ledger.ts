/** A period as anybody would write it on a list. Days are `YYYY-MM-DD`. */
export interface NaiveRow {
  readonly what: string;
  readonly layer: 'BASE_WARRANTY' | 'SERVICE' | 'PREMIER' | 'ADD_ON';
  readonly renewal: boolean;
  readonly first: string;
  readonly last: string;
}

/** What a new contract gives, apart from its days. */
export type NewService =
  | { readonly kind: 'WARRANTY_UPGRADE' | 'RENEWAL' | 'ADD_ON'; readonly months: number }
  | { readonly kind: 'PREMIER_UPGRADE'; readonly first: string; readonly last: string };

/**
 * The ledger of one machine as a plain list that is written anew at each change: the whole list is kept for each instant.
 * It shares nothing with the real one, neither its dates nor its idea of anchors, so that the two can be compared.
 */
export class NaiveLedger {
  /** What was believed, oldest first; each list counts until the next one. */
  readonly beliefs: NaiveRow[][];

  constructor(warrantyFirst: string, months: number) {
    const last = lastDay(warrantyFirst, months);
    this.beliefs = [[{ what: 'base', layer: 'BASE_WARRANTY', renewal: false, first: warrantyFirst, last }]];
  }

  get rows(): readonly NaiveRow[] {
    return this.beliefs.at(-1) ?? [];
  }

  register(contract: string, service: NewService): void {
    const rows = service.kind === 'WARRANTY_UPGRADE' ? this.rows.filter((row) => !isUpgrade(row)) : this.rows;
    const layers = {
      WARRANTY_UPGRADE: 'SERVICE',
      RENEWAL: 'SERVICE',
      ADD_ON: 'ADD_ON',
      PREMIER_UPGRADE: 'PREMIER',
    } as const;
    const row = { what: contract, layer: layers[service.kind], renewal: service.kind === 'RENEWAL' };
    this.beliefs.push([...rows, { ...row, ...this.daysOf(service) }]);
  }

  abandon(contract: string, day: string): void {
    const given = this.rowOf(contract);
    const last = day < given.last ? day : given.last;
    // Premier is worth nothing without the service it was bought for.
    const falls = (row: NaiveRow): boolean =>
      row === given || (given.layer === 'SERVICE' && row.layer === 'PREMIER' && within(row, given));
    this.beliefs.push(
      this.rows.flatMap((row) => {
        if (!falls(row)) return [row];
        const cut = row === given || row.last > last ? last : row.last;
        return row.first > cut ? [] : [{ ...row, last: cut }];
      }),
    );
  }

  moveStart(what: string, day: string): void {
    const { first } = this.rowOf(what);
    const moved = new Map(
      this.rows
        .filter((row) => !row.renewal && row.first === first)
        .map((row) => [row, { ...row, ...movedTo(row, day) }]),
    );
    for (const [service, now] of [...moved].filter(([{ layer }]) => layer === 'SERVICE')) {
      for (const row of this.rows.filter((each) => each.layer === 'PREMIER' && each.last === service.last)) {
        if (!moved.has(row))
          moved.set(row, { ...row, first: row.first > now.first ? row.first : now.first, last: now.last });
      }
    }
    this.beliefs.push(this.rows.map((row) => moved.get(row) ?? row));
  }

  rowOf(what: string): NaiveRow {
    const row = this.rows.find((each) => each.what === what);
    if (row === undefined) throw new Error(`the naive ledger knows no ${what}`);
    return row;
  }

  private daysOf(service: NewService): { first: string; last: string } {
    if (service.kind === 'PREMIER_UPGRADE') return { first: service.first, last: service.last };
    const first = service.kind === 'RENEWAL' ? nextDay(coveredUntil(this.rows)) : this.rowOf('base').first;
    return { first, last: lastDay(first, service.months) };
  }
}

/** What covers the machine on a day, one word for each period, in no particular order. */
export function coveredOn(rows: readonly NaiveRow[], day: string): string[] {
  return rows
    .filter((row) => row.first <= day && day <= row.last)
    .map(worded)
    .sort();
}

/** A list of periods in words. */
export function worded({ layer, first, last }: Pick<NaiveRow, 'layer' | 'first' | 'last'>): string {
  return `${layer} ${first}..${last}`;
}

/** The last day of base warranty or service. */
export function coveredUntil(rows: readonly NaiveRow[]): string {
  const days = rows.filter(({ layer }) => layer === 'BASE_WARRANTY' || layer === 'SERVICE').map(({ last }) => last);
  return days.sort().at(-1) ?? '';
}

export function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** The last of so many months from a day: the day before the same day of the month, or the month's end where there is none. */
export function lastDay(first: string, months: number): string {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  const sameDay = new Date(Date.UTC(year, month - 1 + months, day));
  const overflows = sameDay.getUTCDate() !== day;
  const end = overflows ? Date.UTC(year, month + months, 0) : sameDay.getTime() - 86_400_000;
  return new Date(end).toISOString().slice(0, 10);
}

function isUpgrade({ layer, renewal }: NaiveRow): boolean {
  return layer === 'SERVICE' && !renewal;
}

function within(row: NaiveRow, other: NaiveRow): boolean {
  return row.first >= other.first && row.last <= other.last;
}

/** Whole months stay whole months, anything else keeps its number of days. */
function movedTo({ first, last }: NaiveRow, day: string): { first: string; last: string } {
  for (let months = 1; months <= 120; months += 1) {
    if (lastDay(first, months) === last) return { first: day, last: lastDay(day, months) };
  }
  return {
    first: day,
    last: new Date(Date.parse(day) + Date.parse(last) - Date.parse(first)).toISOString().slice(0, 10),
  };
}
