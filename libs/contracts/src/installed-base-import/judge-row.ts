import {
  type CalendarDate,
  type CoverageFacts,
  movedPeriods,
  overlaps,
  type Period,
  renewalStartsOn,
  type ServiceKind,
  termFrom,
} from '#policy';
import type { ImportIssue, IssueFacts, RowIssueCode } from '#platform';
import type { ServiceOffering } from '#catalogue';
import { type InstalledBaseField, machineId, type ParsedMachine } from '#installed-base';

import type { LedgerPeriod } from '../coverage-ledger.ts';
import { coverageFacts, MachineLedger } from '../machine-ledger.ts';
import { periodOf } from '../period-of.ts';
import type { Standing } from './what-stands.ts';

/** A contract that a row brings. */
export interface ListedContract {
  readonly packSerial: string;
  readonly offering: ServiceOffering;
  readonly period: Period;
}

/** What is to be done with a row: nothing but what is named. */
export interface JudgedRow {
  readonly row: ParsedMachine;
  readonly machineId: string;
  readonly warranty: Period;
  readonly isNew: boolean;
  /** The days that periods of the machine get where its warranty is corrected. */
  readonly corrected?: ReadonlyMap<LedgerPeriod, Period>;
  readonly contract?: ListedContract;
  readonly issues: readonly ImportIssue[];
}

/**
 * Holds one row against what stands: whether the machine can be recorded, and whether its pack fits what covers it. What is
 * recorded already, and the same, is left alone; with another warranty it is an issue, unless warranties are to be
 * corrected.
 */
export function judgeRow(row: ParsedMachine, standing: Standing, correctWarranties: boolean): JudgedRow {
  const id = machineId(row.machineType, row.serial);
  const warranty = termFrom(row.warrantyStartsOn, row.warrantyMonths);
  const live = standing.ledgers.get(id);
  const judged = { row, machineId: id, warranty, isNew: live === undefined };
  if (!standing.machineTypes.has(row.machineType)) {
    const field = row.source.columns.has('productNumber') ? 'productNumber' : 'machineType';
    return { ...judged, issues: [issue(row, field, 'MT_UNKNOWN', { machineType: row.machineType })] };
  }
  const correction = live ? correctionOf(row, live, warranty) : undefined;
  const refused = correction && refusedCorrection(row, live ?? [], correctWarranties);
  if (refused) return { ...judged, issues: [refused] };
  const coverage = coverageAfter(live, correction, warranty);
  const contract = contractOf(row, id, standing, warranty, coverage);
  if ('code' in contract) return { ...judged, issues: [contract] };
  return {
    ...judged,
    ...(correction && { corrected: correction }),
    ...(contract.brings && { contract: contract.brings }),
    issues: [],
  };
}

/** The other days of the warranty, and of what started with it; nothing where it is recorded as it is listed. */
function correctionOf(
  row: ParsedMachine,
  live: readonly LedgerPeriod[],
  warranty: Period,
): ReadonlyMap<LedgerPeriod, Period> | undefined {
  const base = live.find(({ layer }) => layer === 'BASE_WARRANTY');
  if (base === undefined || (base.startsOn === warranty.startsOn && base.endsOn === warranty.endsOn)) return undefined;
  const known = live.map((period) => ({ period, facts: coverageFacts(period) }));
  const moved = known.find(({ period }) => period === base)?.facts;
  const days = new Map<LedgerPeriod, Period>();
  if (moved && base.startsOn !== row.warrantyStartsOn) {
    const coverage = known.map(({ facts }) => facts);
    for (const each of movedPeriods({ moved, coverage, requestedStartsOn: row.warrantyStartsOn })) {
      const found = known.find(({ facts }) => facts === each.coverage);
      if (found) days.set(found.period, each.period);
    }
  }
  return days.set(base, warranty);
}

/** A renewal follows on from what it renews: a correction before it would leave a gap or an overlap. */
function refusedCorrection(
  row: ParsedMachine,
  live: readonly LedgerPeriod[],
  correctWarranties: boolean,
): ImportIssue | undefined {
  const base = live.find(({ layer }) => layer === 'BASE_WARRANTY');
  const recorded = base ? `${base.startsOn}/${base.endsOn}` : '';
  const renewal = live.find(({ kind }) => kind === 'RENEWAL');
  if (renewal) {
    return issue(row, 'warrantyStartsOn', 'WARRANTY_BOUND', { recorded, renewalStartsOn: renewal.startsOn });
  }
  return correctWarranties ? undefined : issue(row, 'warrantyStartsOn', 'WARRANTY_DIFFERS', { recorded });
}

function coverageAfter(
  live: readonly LedgerPeriod[] | undefined,
  correction: ReadonlyMap<LedgerPeriod, Period> | undefined,
  warranty: Period,
): CoverageFacts[] {
  if (live === undefined) {
    return [{ layer: 'BASE_WARRANTY', period: warranty, premier: false, keepYourDrive: false }];
  }
  const ledger = new MachineLedger(live);
  const facts = ledger.coverage;
  return ledger.live.map((period, index) => {
    const days = correction?.get(period);
    return { ...(facts[index] as CoverageFacts), ...(days && { period: days }) };
  });
}

type ListedOrNot = { readonly brings?: ListedContract } | ImportIssue;

function contractOf(
  row: ParsedMachine,
  id: string,
  standing: Standing,
  warranty: Period,
  coverage: readonly CoverageFacts[],
): ListedOrNot {
  const { packSerial, servicePartNumber = '', serviceStartsOn, serviceEndsOn } = row;
  if (packSerial === undefined || serviceStartsOn === undefined || serviceEndsOn === undefined) return {};
  const period = { startsOn: serviceStartsOn, endsOn: serviceEndsOn };
  const known = standing.packs.get(packSerial);
  if (known && known.machineId !== id) return issue(row, 'packSerial', 'PACK_ELSEWHERE', {});
  if (known && known.partNumber !== servicePartNumber)
    return issue(row, 'servicePartNumber', 'PACK_DIFFERS', { recorded: known.partNumber });
  if (known?.contractId) return registeredAlike(row, standing.ledgers.get(id) ?? [], known.contractId, period);
  const offering = standing.offering(row);
  if (offering === undefined)
    return issue(row, 'servicePartNumber', 'OFFERING_NOT_SOLD', { productNumber: row.productNumber });
  return misplaced(row, offering, period, warranty, coverage) ?? { brings: { packSerial, offering, period } };
}

/** A pack that is registered stays as it is; the list may not say otherwise. */
function registeredAlike(
  row: ParsedMachine,
  live: readonly LedgerPeriod[],
  contractId: string,
  { startsOn, endsOn }: Period,
): ListedOrNot {
  const recorded = live.find((period) => period.contractId === contractId);
  if (recorded === undefined || (recorded.startsOn === startsOn && recorded.endsOn === endsOn)) return {};
  return issue(row, 'serviceStartsOn', 'PACK_DIFFERS', { recorded: `${recorded.startsOn}/${recorded.endsOn}` });
}

/** Why the pack does not lie where its kind lies: with the warranty, after what it renews, or up to the end of a service. */
function misplaced(
  row: ParsedMachine,
  offering: ServiceOffering,
  period: Period,
  warranty: Period,
  coverage: readonly CoverageFacts[],
): ImportIssue | undefined {
  const { kind } = offering;
  if (kind === 'PREMIER_UPGRADE') {
    const ends = coverage.filter(({ layer }) => layer === 'SERVICE').map((each) => each.period.endsOn);
    if (!ends.includes(period.endsOn)) return issue(row, 'serviceEndsOn', 'SERVICE_END', { ends });
  } else {
    const expected = startOf(kind, warranty, coverage);
    if (period.startsOn !== expected) return issue(row, 'serviceStartsOn', 'SERVICE_START', { expected });
  }
  const inTheWay = coverage.find((each) => sharesALayer(each, offering) && overlaps(each.period, period));
  return inTheWay && issue(row, 'serviceEndsOn', 'SERVICE_OVERLAPS', { ...periodOf(inTheWay.period) });
}

function startOf(kind: ServiceKind, warranty: Period, coverage: readonly CoverageFacts[]): CalendarDate {
  return kind === 'RENEWAL' ? renewalStartsOn({ machine: { warranty }, coverage }) : warranty.startsOn;
}

/** An upgrade takes the place of an earlier one that nothing hangs on; anything else in its layer stays. */
function sharesALayer({ layer, kind, addOn, carries }: CoverageFacts, offering: ServiceOffering): boolean {
  switch (offering.kind) {
    case 'WARRANTY_UPGRADE':
      return layer === 'SERVICE' && (kind !== 'WARRANTY_UPGRADE' || carries !== undefined);
    case 'RENEWAL':
      return layer === 'SERVICE';
    case 'PREMIER_UPGRADE':
      return layer === 'PREMIER';
    case 'ADD_ON':
      return layer === 'ADD_ON' && addOn === offering.addOn;
  }
}

function issue(row: ParsedMachine, field: InstalledBaseField, code: RowIssueCode, expected: IssueFacts): ImportIssue {
  const { sheet, row: number, columns } = row.source;
  const column = columns.get(field);
  const value = row[field as keyof ParsedMachine];
  return {
    sheet,
    row: number,
    ...(column && { column: column.letter, columnName: column.name }),
    code,
    severity: 'ERROR',
    ...(typeof value === 'string' && { value }),
    expected,
  };
}
