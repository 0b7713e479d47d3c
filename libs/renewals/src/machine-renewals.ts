import { Injectable } from '@nestjs/common';

import type { CalendarDate } from '#policy';
import { Clock, type Selection, type Transaction } from '#platform';
import { JUDGED_BY } from '#contracts';
import { type AskedMachines, type Machine, type MachineFacet, MachineFacets } from '#installed-base';

import type { Renewal } from './renewal.model.ts';
import { Renewals } from './renewals.queries.ts';

/** The next renewal of machines, loaded for all machines of a query at once. */
@Injectable()
export class MachineRenewals implements MachineFacet {
  readonly fields = ['renewal'];
  readonly needs = { renewal: JUDGED_BY };
  private readonly byDay = new WeakMap<Machine, Map<string, Renewal>>();

  constructor(
    facets: MachineFacets,
    private readonly renewals: Renewals,
    private readonly clock: Clock,
  ) {
    facets.add(this);
  }

  /** A renewal is judged as of its day. */
  widen(selection: Selection): Selection {
    return [...this.daysOf(selection)].reduce((asked, on) => asked.alsoAsking('eligibleServices', { on }), selection);
  }

  async load(tx: Transaction, asked: AskedMachines, selection: Selection): Promise<void> {
    const days = [...this.daysOf(selection)];
    const found = await Promise.all(
      days.map(async (on) => ({ on, renewals: await this.renewals.ofMachines(tx, asked, on) })),
    );
    for (const machine of await asked.read) this.byDay.set(machine, new Map());
    for (const { on, renewals } of found) {
      for (const renewal of renewals.values()) this.byDay.get(renewal.machine)?.set(on, renewal);
    }
  }

  /** The renewal of a machine as of a day; nothing of a machine that never had coverage. */
  of(machine: Machine, on: CalendarDate | null | undefined): Renewal | undefined {
    return this.byDay.get(machine)?.get(this.dayOf(on));
  }

  private daysOf(selection: Selection): ReadonlySet<CalendarDate> {
    const asked = selection.argumentsOf('renewal').map(({ on }) => on as CalendarDate | null | undefined);
    return new Set(asked.map((on) => this.dayOf(on)));
  }

  private dayOf(on: CalendarDate | null | undefined): CalendarDate {
    return on ?? this.clock.today();
  }
}
