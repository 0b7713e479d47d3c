import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import type { Period, ServiceKind } from '#policy';
import { type Change, Clock, propertiesOf, selectList, type Transaction } from '#platform';
import type { ServiceOffering } from '#catalogue';
import { type BaseWarranty, WarrantyLedger } from '#installed-base';

import { type CoverageAnchor, CoveragePeriod } from './coverage-period.entity.ts';
import { periodOf } from './period-of.ts';

/** A period of the ledger with the kind of the offering that gives it. */
export type LedgerPeriod = CoveragePeriod & { kind: ServiceKind | null };

/** What a newly registered contract covers. */
export interface ContractCoverage {
  readonly machineId: string;
  readonly contractId: string;
  readonly offering: ServiceOffering;
  readonly period: Period;
}

/** What a period says of itself; how it hangs on another one matters to who changes it. */
export const READ_OF_PERIODS = propertiesOf(
  CoveragePeriod,
  ...(['resellerId', 'customerId', 'anchor', 'anchorStartsOn', 'anchorEndsOn', 'anchorLive'] as const),
);

/**
 * Reads all periods (`p`) of machines, each with the contract (`c`) and the offering (`o`) that give it, in one order
 * everywhere. `joins` is what else the columns are of.
 */
export function readingPeriods(columns: string, joins = ''): string {
  return `SELECT ${columns} FROM coverage_period p
    LEFT JOIN contract c ON c.machine_id = p.machine_id AND c.id = p.contract_id
    LEFT JOIN service_offering o ON o.version_id = c.version_id AND o.part_number = c.part_number
    ${joins} WHERE p.machine_id = ANY($1) AND own(p) ORDER BY p.starts_on, p.layer, p.recorded_at, p.id`;
}

const PERIODS = readingPeriods(`${selectList(CoveragePeriod, 'p')}, o.kind`);

/**
 * The coverage of machines: rows are added and closed, never changed. The database refuses an overlap within a layer, a
 * gap, and a period that hangs on nothing; here is only said how each kind of service lies in the ledger.
 */
@Injectable()
export class CoverageLedger extends WarrantyLedger {
  constructor(private readonly clock: Clock) {
    super();
  }

  /** All periods of the machines, those no longer known to hold among them. */
  async periodsOf(tx: Transaction, machineIds: readonly string[]): Promise<ReadonlyMap<string, LedgerPeriod[]>> {
    const rows = await tx.rows<LedgerPeriod>(PERIODS, [machineIds]);
    return Map.groupBy(rows, ({ machineId }) => machineId);
  }

  async openBaseWarranties(tx: Transaction, warranties: readonly BaseWarranty[]): Promise<void> {
    const recordedAt = this.clock.now();
    await tx.insert(
      CoveragePeriod,
      warranties.map(({ machineId, period, serviceLevel }) => {
        return { machineId, id: uuidv7(), layer: 'BASE_WARRANTY' as const, ...period, serviceLevel, recordedAt };
      }),
    );
  }

  /** The contract a new one follows on from; nothing for the first renewal after a base warranty, and for other kinds. */
  previousContractOf(coverage: ContractCoverage, live: readonly LedgerPeriod[]): string | undefined {
    const { anchor, anchoredTo } = placeFor(coverage, live);
    return anchor === 'FOLLOWS' ? (anchoredTo.contractId ?? undefined) : undefined;
  }

  /** Adds what contracts cover. `ledgerOf` answers the live periods of a machine; upgrades take the place of lower ones. */
  async add(
    tx: Transaction,
    coverages: readonly ContractCoverage[],
    ledgerOf: (machineId: string) => readonly LedgerPeriod[],
  ): Promise<void> {
    const recordedAt = this.clock.now();
    const placed = coverages.map((coverage) => ({ coverage, place: placeFor(coverage, ledgerOf(coverage.machineId)) }));
    const replaced = placed.flatMap(({ place }) => place.supersedes);
    await supersede(tx, replaced, recordedAt);
    tx.record(...replaced.map((period) => coverageChange(period, undefined)));
    await tx.insert(
      CoveragePeriod,
      placed.map(({ coverage, place }) => rowOf(coverage, place, recordedAt)),
    );
  }

  /**
   * Gives periods other days, or none, as new facts: the old rows are closed and new ones added, and what hangs on them is
   * hung on the new ones. `live` are all live periods of the machine; `days` answers the new days of those that change.
   */
  async replace(
    tx: Transaction,
    live: readonly LedgerPeriod[],
    days: ReadonlyMap<LedgerPeriod, Period | undefined>,
  ): Promise<void> {
    const recordedAt = this.clock.now();
    const closed = withDependants(live, days);
    const fresh = new Map<string, LedgerPeriod>();
    for (const [period, newDays] of closed) {
      if (newDays) fresh.set(period.id, { ...period, ...newDays, id: uuidv7(), recordedAt });
    }
    await supersede(tx, [...closed.keys()], recordedAt);
    const rows = [...fresh.values()].map((period) => rehung(period, fresh.get(period.anchorId ?? '')));
    await tx.insert(CoveragePeriod, rows);
    for (const [period, newDays] of closed) {
      const isMoved = newDays?.startsOn !== period.startsOn || newDays.endsOn !== period.endsOn;
      if (isMoved) tx.record(coverageChange(period, newDays));
    }
  }
}

/** The periods of machines, and one row of something else that is asked at the same time. */
export interface PeriodsBeside<Row> {
  readonly periods: ReadonlyMap<string, LedgerPeriod[]>;
  readonly beside: Row | undefined;
}

/** Reads the periods of machines and what `asked` selects of a parameter `$2`: one statement for both. */
export function periodsBeside<Row extends object>(
  asked: string,
): (tx: Transaction, machineIds: readonly string[], parameter: unknown) => Promise<PeriodsBeside<Row>> {
  const statement = `SELECT beside.*, periods.* FROM (${asked}) beside
    LEFT JOIN (${readingPeriods(`${selectList(CoveragePeriod, 'p', '', READ_OF_PERIODS)}, o.kind`)}) periods ON true
    ORDER BY periods."startsOn", periods.layer, periods."recordedAt", periods.id`;
  return async (tx, machineIds, parameter) => {
    const rows = await tx.rows<Row & (LedgerPeriod | { machineId: null })>(statement, [machineIds, parameter]);
    const periods = rows.filter((row): row is Row & LedgerPeriod => row.machineId !== null);
    return { periods: Map.groupBy(periods, ({ machineId }) => machineId), beside: rows[0] };
  };
}

// At the instant at which what takes their place was recorded: between the two nothing, or both, would be known.
async function supersede(tx: Transaction, periods: readonly LedgerPeriod[], at: Date): Promise<void> {
  if (periods.length === 0) return;
  await tx.rows(
    `UPDATE coverage_period p SET live = false, anchor_live = NULL, superseded_at = $3
     FROM unnest($1::uuid[], $2::uuid[]) AS k (machine_id, id) WHERE p.machine_id = k.machine_id AND p.id = k.id AND p.live AND own(p)`,
    [periods.map(({ machineId }) => machineId), periods.map(({ id }) => id), at],
  );
}

function rowOf(
  { machineId, contractId, offering, period }: ContractCoverage,
  { anchor, anchoredTo, serviceLevel }: Place,
  recordedAt: Date,
): Partial<CoveragePeriod> {
  return {
    machineId,
    id: uuidv7(),
    layer: LAYERS[offering.kind],
    addOnName: offering.kind === 'ADD_ON' ? found(offering.addOn) : '',
    startsOn: period.startsOn,
    endsOn: period.endsOn,
    serviceLevel,
    premier: offering.premier,
    keepYourDrive: offering.keepYourDrive,
    contractId,
    anchor,
    anchorId: anchoredTo.id,
    anchorStartsOn: anchoredTo.startsOn,
    anchorEndsOn: anchoredTo.endsOn,
    anchorLive: true,
    recordedAt,
  };
}

const LAYERS = {
  WARRANTY_UPGRADE: 'SERVICE',
  RENEWAL: 'SERVICE',
  PREMIER_UPGRADE: 'PREMIER',
  ADD_ON: 'ADD_ON',
} as const;

interface Place {
  readonly anchor: CoverageAnchor;
  readonly anchoredTo: LedgerPeriod;
  readonly serviceLevel: ServiceOffering['serviceLevel'];
  readonly supersedes: readonly LedgerPeriod[];
}

/** Where a service lies in the ledger of its machine. Throws when the ledger holds nothing it could hang on. */
function placeFor({ offering, period }: ContractCoverage, live: readonly LedgerPeriod[]): Place {
  const base = live.find(({ layer }) => layer === 'BASE_WARRANTY');
  const services = live.filter(({ layer }) => layer === 'SERVICE');
  switch (offering.kind) {
    case 'WARRANTY_UPGRADE':
      return {
        anchor: 'STARTS_WITH',
        anchoredTo: found(base),
        serviceLevel: offering.serviceLevel,
        supersedes: services.filter(({ kind }) => kind === 'WARRANTY_UPGRADE'),
      };
    case 'ADD_ON':
      return { anchor: 'STARTS_WITH', anchoredTo: found(base), serviceLevel: null, supersedes: [] };
    case 'RENEWAL':
      return {
        anchor: 'FOLLOWS',
        anchoredTo: found(lastOf(base ? [base, ...services] : services)),
        serviceLevel: offering.serviceLevel,
        supersedes: [],
      };
    case 'PREMIER_UPGRADE': {
      const upgraded = found(services.find(({ endsOn }) => endsOn === period.endsOn));
      return { anchor: 'ENDS_WITH', anchoredTo: upgraded, serviceLevel: upgraded.serviceLevel, supersedes: [] };
    }
  }
}

/** Of two periods that end on the same day, the service: it is what a renewal follows on from. */
function lastOf(periods: readonly LedgerPeriod[]): LedgerPeriod | undefined {
  return periods.reduce<LedgerPeriod | undefined>(
    (last, period) => (last === undefined || period.endsOn >= last.endsOn ? period : last),
    undefined,
  );
}

function found<T>(value: T | null | undefined): T {
  if (value === undefined || value === null)
    throw new Error('the ledger holds nothing this coverage could be anchored to');
  return value;
}

/** That what is known of a period changed, for the history of its machine. */
function coverageChange(period: LedgerPeriod, newDays: Period | undefined): Change {
  const { machineId, contractId, layer } = period;
  return {
    stream: 'machine',
    key: machineId,
    entity: contractId ? 'Coverage' : 'Warranty',
    entityKey: contractId ?? machineId,
    before: { layer, ...periodOf(period) },
    after: newDays && { layer, ...newDays },
  };
}

/** The periods that change, and those that hang on them: they change their anchor, if nothing else. */
function withDependants(
  live: readonly LedgerPeriod[],
  days: ReadonlyMap<LedgerPeriod, Period | undefined>,
): ReadonlyMap<LedgerPeriod, Period | undefined> {
  const closed = new Map(days);
  const ids = new Set([...days.keys()].map(({ id }) => id));
  for (const period of live) {
    if (!closed.has(period) && ids.has(period.anchorId ?? '')) closed.set(period, periodOf(period));
  }
  return closed;
}

/** A new row, hung on the new row of its anchor where that changed too. A period cut before its anchor's end lies within it. */
function rehung({ kind: _, ...period }: LedgerPeriod, anchor: LedgerPeriod | undefined): Partial<CoveragePeriod> {
  const hung = anchor
    ? { ...period, anchorId: anchor.id, anchorStartsOn: anchor.startsOn, anchorEndsOn: anchor.endsOn }
    : period;
  const isCut = hung.anchor === 'ENDS_WITH' && hung.endsOn !== hung.anchorEndsOn;
  return isCut ? { ...hung, anchor: 'WITHIN' } : hung;
}
