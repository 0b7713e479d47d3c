import { Injectable } from '@nestjs/common';

import { type AuditEntry, AuditTrail, type Selection, type Transaction } from '#platform';

import type { Machine } from './machine.entity.ts';
import { type AskedMachines, type MachineFacet, MachineFacets } from './machine-facets.ts';

/** What was ever changed of machines and of what belongs to them: loaded for all machines of a query at once. */
@Injectable()
export class MachineHistory implements MachineFacet {
  /** The history of a contract is part of its machine's, and contracts are reached through these. */
  readonly fields = ['history', 'contracts', 'coverage'];
  private readonly histories = new WeakMap<Machine, readonly AuditEntry[]>();

  constructor(
    facets: MachineFacets,
    private readonly trail: AuditTrail,
  ) {
    facets.add(this);
  }

  async load(tx: Transaction, { ids, read }: AskedMachines, selection: Selection): Promise<void> {
    if (!selection.anywhere('history').isAsked) return;
    const [entries, machines] = await Promise.all([this.trail.ofChains(tx, 'machine', ids), read]);
    for (const machine of machines) this.histories.set(machine, entries.get(machine.id) ?? []);
  }

  /** The entries of a machine that `load` was called for, the first one first. */
  of(machine: Machine | undefined): readonly AuditEntry[] {
    const history = machine && this.histories.get(machine);
    if (history === undefined) throw new Error('the machine was read without its history');
    return history;
  }
}
