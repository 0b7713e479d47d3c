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

import { Contracts } from './contracts.queries.ts';
import { CoverageLedger, type LedgerPeriod } from './coverage-ledger.ts';
import { Judgement, type Question } from './judgement.ts';
import { MachineLedger } from './machine-ledger.ts';

const COUNTING = `SELECT ${settingsOn('$1')} AS settings, ${LATEST_REGION_LIST} AS regions, ${versionOn('$1')} AS version`;

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
  readonly ofWhole = ['eligibleServices'];
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
    const wanted = selection.has('contracts') || selection.at('coverage').anywhere('contract').isAsked;
    const days = selection
      .argumentsOf('eligibleServices')
      .map(({ on }) => (on as string | null | undefined) ?? this.clock.today());
    const [periods, recorded, machines, said] = await Promise.all([
      wanted ? undefined : this.coverage.periodsOf(tx, asked.ids),
      wanted ? this.contracts.withPeriods(tx, asked, selection) : undefined,
      asked.read,
      asksServed(selection) ? this.announcements(tx, asked) : undefined,
      days.length > 0 ? this.prepare(tx, asked, days) : undefined,
    ]);
    for (const machine of machines) {
      const { id, machineTypeCode } = machine;
      const { contracts, ...known } = recorded?.get(id) ?? { periods: periods?.get(id) ?? [] };
      const ledger = new MachineLedger(known.periods, contracts, said?.get(machineTypeCode));
      this.ledgers.set(machine, ledger);
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

  /** The settings, the region list and the version of the catalogue that count on a day: one statement for all three. */
  private async whatCounts(tx: Transaction, day: string, named: string | undefined): Promise<Counting> {
    const row = await tx.row<{ settings: number | null; regions: number | null; version: string | null }>(COUNTING, [
      day,
    ]);
    const [market, regions] = await Promise.all([
      this.markets.numbered(tx, row?.settings),
      this.regions.numbered(tx, row?.regions),
    ]);
    return { day, market, regions, versionId: named ?? row?.version ?? undefined };
  }

  private async prepare(tx: Transaction, asked: AskedMachines, days: readonly string[], named?: string): Promise<void> {
    const [machines, ...counting] = await Promise.all([
      asked.read,
      ...[...new Set(days)].map((day) => this.whatCounts(tx, day, named)),
    ]);
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
