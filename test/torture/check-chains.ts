/** A row of the ledger as it stands, and nothing computed from it. Days are whole days since 1970, to count with. */
export interface LedgerRow {
  readonly machine: string;
  readonly id: string;
  readonly layer: string;
  readonly addOn: string;
  readonly first: number;
  readonly last: number;
  readonly level: string | null;
  readonly contract: string | null;
  readonly anchor: string | null;
  readonly anchorId: string | null;
  readonly live: boolean;
  /** Milliseconds since 1970; null while it counts. */
  readonly recordedAt: number;
  readonly supersededAt: number | null;
}

/** When the coverage of a machine ends, and at which level, as it is kept beside the ledger. */
export interface KeptEnding {
  readonly machine: string;
  readonly last: number;
  readonly level: string | null;
}

/** A contract of the books, whether or not the ledger covers it. */
export interface BookedContract {
  readonly machine: string;
  readonly id: string;
}

/**
 * Looks at every machine's chain without asking the database's constraints: one base warranty, no overlap within a layer,
 * no day missing between base warranty and the last service, everything hung on something that counts, one live period
 * for a contract, at every instant at most one known, and what ends last kept as such. Answers one sentence for each fault.
 */
export function checkChains(
  rows: readonly LedgerRow[],
  contracts: readonly BookedContract[],
  endings: readonly KeptEnding[],
): string[] {
  const machines = Map.groupBy(rows, ({ machine }) => machine);
  const faults = [...machines].flatMap(([machine, all]) => {
    const live = all.filter((row) => row.live).sort((one, other) => one.first - other.first);
    return [...faultsOfLayers(live), ...faultsOfAnchors(live), ...faultsOfKnownTime(all)].map(
      (fault) => `machine ${machine}: ${fault}`,
    );
  });
  const covered = new Set(rows.map(({ contract }) => contract));
  const lost = contracts.filter(({ id }) => !covered.has(id));
  return [
    ...faults,
    ...lost.map(({ machine, id }) => `machine ${machine}: contract ${id} never covered anything`),
    ...faultsOfEndings(rows, endings),
  ];
}

function faultsOfLayers(live: readonly LedgerRow[]): string[] {
  const faults: string[] = [];
  const bases = live.filter(({ layer }) => layer === 'BASE_WARRANTY').length;
  if (bases !== 1) faults.push(`${bases} base warranties`);
  for (const [layer, rows] of Map.groupBy(live, (row) => `${row.layer} ${row.addOn}`.trim())) {
    rows.forEach((row, index) => {
      const before = rows[index - 1];
      if (before && row.first <= before.last) faults.push(`an overlap in ${layer} on ${day(row.first)}`);
    });
  }
  for (const [contract, rows] of Map.groupBy(live, (row) => row.contract)) {
    if (contract !== null && rows.length > 1) faults.push(`contract ${contract} covers twice`);
  }
  let coveredUntil: number | undefined;
  for (const { first, last } of live.filter(({ layer }) => layer === 'BASE_WARRANTY' || layer === 'SERVICE')) {
    if (coveredUntil !== undefined && first > coveredUntil + 1) faults.push(`a gap before ${day(first)}`);
    coveredUntil = Math.max(coveredUntil ?? last, last);
  }
  return faults;
}

/** Of two that end on one day, the service is what ends. */
function faultsOfEndings(rows: readonly LedgerRow[], endings: readonly KeptEnding[]): string[] {
  const bounding = rows.filter(({ live, layer }) => live && (layer === 'BASE_WARRANTY' || layer === 'SERVICE'));
  const said = ({ last, level }: LedgerRow | KeptEnding): string => `on ${day(last)} at ${level ?? 'no level'}`;
  const ends = new Map(
    [...Map.groupBy(bounding, ({ machine }) => machine)].map(([machine, all]) => {
      const last = all.toSorted((a, b) => a.last - b.last || (a.layer < b.layer ? -1 : 1)).at(-1);
      return [machine, last && said(last)];
    }),
  );
  const kept = new Map(endings.map((ending) => [ending.machine, said(ending)]));
  return [...new Set([...ends.keys(), ...kept.keys()])]
    .filter((machine) => ends.get(machine) !== kept.get(machine))
    .map(
      (machine) =>
        `machine ${machine}: ends ${ends.get(machine) ?? 'never'}, kept ${kept.get(machine) ?? 'not at all'}`,
    );
}

function faultsOfAnchors(live: readonly LedgerRow[]): string[] {
  const byId = new Map(live.map((row) => [row.id, row]));
  return live.flatMap((row) => {
    if (row.layer === 'BASE_WARRANTY') return [];
    const anchor = byId.get(row.anchorId ?? '');
    const where = `${row.layer} from ${day(row.first)}`;
    if (anchor === undefined) return [`${where} hangs on nothing that counts`];
    return touches(row, anchor) ? [] : [`${where} does not touch what it hangs on`];
  });
}

function touches(row: LedgerRow, anchor: LedgerRow): boolean {
  switch (row.anchor) {
    case 'FOLLOWS':
      return row.first === anchor.last + 1;
    case 'STARTS_WITH':
      return row.first === anchor.first;
    case 'ENDS_WITH':
      return row.last === anchor.last && row.first >= anchor.first;
    default:
      return row.last <= anchor.last && row.first >= anchor.first;
  }
}

/** The base warranty, and each contract, is known by one period at any instant, from the first on without a break. */
function faultsOfKnownTime(all: readonly LedgerRow[]): string[] {
  return [...Map.groupBy(all, ({ contract }) => contract ?? 'the base warranty')].flatMap(([what, rows]) => {
    const versions = rows
      .filter((row) => row.recordedAt !== row.supersededAt)
      .sort((one, other) => one.recordedAt - other.recordedAt);
    return versions.flatMap((row, index) => {
      const before = versions[index - 1];
      if (before === undefined) return [];
      if (before.supersededAt === null || row.recordedAt < before.supersededAt)
        return [`${what} is known twice at once`];
      return row.recordedAt > before.supersededAt ? [`${what} is known, then not, then again`] : [];
    });
  });
}

function day(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}
