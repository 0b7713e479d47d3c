import { Injectable } from '@nestjs/common';

import type { CalendarDate } from '#policy';
import { Clock, type Selection, type Transaction } from '#platform';
import { type Machine, type MachineFacet, MachineFacets } from '#installed-base';
import { MachineJudge } from '#contracts';

import type { Renewal } from './renewal.model.ts';
import { Renewals } from './renewals.queries.ts';

/** The next renewal of machines, loaded for all machines of a query at once. */
@Injectable()
export class MachineRenewals implements MachineFacet {
  readonly fields = ['renewal'];
  private readonly byDay = new WeakMap<Machine, Map<string, Renewal>>();

  constructor(
    facets: MachineFacets,
    private readonly renewals: Renewals,
    private readonly judge: MachineJudge,
    private readonly clock: Clock,
  ) {
    facets.add(this);
  }

  async load(tx: Transaction, machines: readonly Machine[], selection: Selection): Promise<void> {
    const days = new Set(
      selection.argumentsOf('renewal').map(({ on }) => this.dayOf(on as CalendarDate | null | undefined)),
    );
    const judged = [...days].reduce((asked, on) => asked.alsoAsking('eligibleServices', { on }), selection);
    await this.judge.load(tx, machines, judged);
    for (const machine of machines) this.byDay.set(machine, new Map());
    for (const on of days) {
      const renewals = await this.renewals.ofMachines(tx, machines, on);
      for (const renewal of renewals.values()) this.byDay.get(renewal.machine)?.set(on, renewal);
    }
  }

  /** The renewal of a machine as of a day; nothing of a machine that never had coverage. */
  of(machine: Machine, on: CalendarDate | null | undefined): Renewal | undefined {
    return this.byDay.get(machine)?.get(this.dayOf(on));
  }

  private dayOf(on: CalendarDate | null | undefined): CalendarDate {
    return on ?? this.clock.today();
  }
}
