import { Injectable } from '@nestjs/common';

import type { CalendarDate } from '#policy';
import { Clock, conflict, type Selection, type Transaction } from '#platform';
import { type Market, Markets, settingsOn } from '#market';
import {
  LATEST_REGION_LIST,
  type LoadedRegionList,
  MachineTypes,
  OfferingsForMachines,
  type OfferingsOfType,
  RegionLists,
  versionOn,
} from '#catalogue';
import { type AskedMachines, type Machine, type MachineFacet, MachineFacets } from '#installed-base';

import { Contracts, type RecordedCoverage } from './contracts.queries.ts';
import { CoverageLedger, type LedgerPeriod, periodsBeside } from './coverage-ledger.ts';
import { Judgement, type Question } from './judgement.ts';
import { MachineLedger } from './machine-ledger.ts';

const countingOn = (day: string): string =>
  `SELECT ${settingsOn(day)} AS settings, ${LATEST_REGION_LIST} AS regions, ${versionOn(day)} AS version`;
const COUNTING = countingOn('$1');

interface CountingRow {
  readonly settings: number | null;
  readonly regions: number | null;
  readonly version: string | null;
}

const periodsAndCounting = periodsBeside<CountingRow>(countingOn('$2'));

/** What a judgement looks at of the machine itself, beside its key. */
export const JUDGED_BY = ['country', 'used', 'site', 'reseller', 'machineType', 'endOfSupport'];

/** What is known of a machine's coverage. */
type Recorded = Pick<RecordedCoverage, 'periods'> & Partial<RecordedCoverage>;

interface Judging {
  readonly regions: LoadedRegionList;
  readonly markets: ReadonlyMap<string, Market>;
  readonly byDay: ReadonlyMap<string, ReadonlyMap<string, OfferingsOfType>>;
}

/**
 * The coverage, the contracts and the possible services of machines: loaded for all machines of a query at once, before
 * their fields are resolved.
 */
@Injectable()
export class MachineJudge implements MachineFacet {
  readonly fields = ['warranty', 'coverage', 'contracts', 'eligibleServices'];
  readonly needs = { eligibleServices: JUDGED_BY };
  private readonly ledgers = new WeakMap<Machine, MachineLedger>();
  private readonly judgings = new WeakMap<Machine, Judging>();

  constructor(
    facets: MachineFacets,
    private readonly coverage: CoverageLedger,
    private readonly contracts: Contracts,
    private readonly offerings: OfferingsForMachines,
    private readonly regions: RegionLists,
    private readonly types: MachineTypes,
    private readonly markets: Markets,
    private readonly clock: Clock,
  ) {
    facets.add(this);
  }

  async load(tx: Transaction, asked: AskedMachines, selection: Selection): Promise<void> {
    const [recorded, machines, said] = await Promise.all([
      this.recordedOf(tx, asked, selection),
      asked.read,
      asksServed(selection) ? this.announcements(tx, asked) : undefined,
    ]);
    for (const machine of machines) {
      const { periods, contracts } = recorded.get(machine.id) ?? { periods: [] };
      this.ledgers.set(machine, new MachineLedger(periods, contracts, said?.get(machine.machineTypeCode)));
    }
  }

  /** The ledger of a machine that `load` was called for. */
  ledgerOf(machine: Machine): MachineLedger {
    return loaded(this.ledgers.get(machine));
  }

  /** Judges a machine that `load` or `prepareOne` was called for. */
  judge(machine: Machine, question: Question): Judgement {
    const { regions, byDay, markets } = loaded(this.judgings.get(machine));
    const day = question.orderedOn ?? question.on;
    const offerings = byDay.get(day)?.get(machine.machineTypeCode);
    if (offerings === undefined)
      throw conflict('No catalogue has been published yet, so nothing can be judged. Publish one first.');
    return new Judgement(
      { machine, ledger: this.ledgerOf(machine), offerings, regions, market: loaded(markets.get(day)) },
      question,
    );
  }

  /** Loads what judging one machine on a day needs; by the version of the catalogue that counts then, unless one is named. */
  async prepareOne(
    tx: Transaction,
    machine: Machine,
    on: CalendarDate,
    versionId?: string,
  ): Promise<readonly LedgerPeriod[]> {
    const periods = (await this.coverage.periodsOf(tx, [machine.id])).get(machine.id) ?? [];
    const ledger = new MachineLedger(periods);
    this.ledgers.set(machine, ledger);
    await this.prepare(tx, { ids: [machine.id], read: Promise.resolve([machine]) }, [on], versionId);
    return ledger.live;
  }

  private async announcements(tx: Transaction, { read }: AskedMachines): ReturnType<MachineTypes['announcements']> {
    const machines = await read;
    return this.types.announcements(tx, [...new Set(machines.map(({ machineTypeCode }) => machineTypeCode))]);
  }

  /** The coverage, with the contracts where they are asked; and whatever it takes to judge, on the days on which that is asked. */
  private async recordedOf(
    tx: Transaction,
    asked: AskedMachines,
    selection: Selection,
  ): Promise<ReadonlyMap<string, Recorded>> {
    const asksContracts = selection.has('contracts') || selection.at('coverage').anywhere('contract').isAsked;
    const days = [...new Set(selection.argumentsOf('eligibleServices').map((args) => this.dayOf(args)))];
    const [day, ...more] = days;
    if (day !== undefined && more.length === 0 && !asksContracts) return this.periodsToJudge(tx, asked, day);
    const [periods, recorded] = await Promise.all([
      asksContracts ? undefined : this.coverage.periodsOf(tx, asked.ids),
      asksContracts ? this.contracts.withPeriods(tx, asked, selection) : undefined,
      days.length > 0 ? this.prepare(tx, asked, days) : undefined,
    ]);
    return recorded ?? recordedIn(periods);
  }

  /** The usual case, that machines are judged on one day, takes one statement less. */
  private async periodsToJudge(
    tx: Transaction,
    asked: AskedMachines,
    day: string,
  ): Promise<ReadonlyMap<string, Recorded>> {
    const read = periodsAndCounting(tx, asked.ids, day);
    const counting = read.then(({ beside }) => this.counting(tx, day, beside));
    const [{ periods }] = await Promise.all([read, this.keep(tx, asked, [counting])]);
    return recordedIn(periods);
  }

  private dayOf({ on }: Readonly<Record<string, unknown>>): string {
    return (on as string | null | undefined) ?? this.clock.today();
  }

  /** The settings, the region list and the version of the catalogue that count on a day: one statement for all three. */
  private async whatCounts(tx: Transaction, day: string, named: string | undefined): Promise<Counting> {
    return this.counting(tx, day, await tx.row<CountingRow>(COUNTING, [day]), named);
  }

  private async counting(
    tx: Transaction,
    day: string,
    row: CountingRow | undefined,
    named?: string,
  ): Promise<Counting> {
    const [market, regions] = await Promise.all([
      this.markets.numbered(tx, row?.settings),
      this.regions.numbered(tx, row?.regions),
    ]);
    return { day, market, regions, versionId: named ?? row?.version ?? undefined };
  }

  private async prepare(tx: Transaction, asked: AskedMachines, days: readonly string[], named?: string): Promise<void> {
    await this.keep(
      tx,
      asked,
      days.map((day) => this.whatCounts(tx, day, named)),
    );
  }

  /** Keeps what each machine is judged by, for `judge`. */
  private async keep(tx: Transaction, { read }: AskedMachines, days: readonly Promise<Counting>[]): Promise<void> {
    const [machines, ...counting] = await Promise.all([read, ...days]);
    const types = machines.map(({ machineTypeCode }) => machineTypeCode);
    const byDay = new Map<string, ReadonlyMap<string, OfferingsOfType>>();
    for (const { day, versionId } of counting) {
      if (versionId !== undefined) byDay.set(day, await this.offerings.ofVersion(tx, versionId, types));
    }
    const markets = new Map(counting.map(({ day, market }) => [day, market]));
    const { regions } = loaded(counting[0]);
    for (const machine of machines) this.judgings.set(machine, { regions, byDay, markets });
  }
}

function recordedIn(periods: ReadonlyMap<string, readonly LedgerPeriod[]> | undefined): ReadonlyMap<string, Recorded> {
  return new Map([...(periods ?? [])].map(([id, known]) => [id, { periods: known }]));
}

/** Whether it is asked if what covers a machine runs beyond its end of support, as that was announced then. */
function asksServed(selection: Selection): boolean {
  return ['coverage', 'contracts'].some((field) => selection.at(field).anywhere('findings').isAsked);
}

interface Counting {
  readonly day: string;
  readonly market: Market;
  readonly regions: LoadedRegionList;
  readonly versionId: string | undefined;
}

function loaded<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the machine was read without what is asked of it');
  return value;
}
