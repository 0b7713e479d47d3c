import { Injectable } from '@nestjs/common';

import type { Selection, Transaction } from '#platform';

import type { Machine } from './machine.entity.ts';

/** The machines a query is about: their ids are known before they are read, and what belongs to them is asked meanwhile. */
export interface AskedMachines {
  readonly ids: readonly string[];
  readonly read: Promise<readonly Machine[]>;
}

/** Fields of a machine that a floor above adds, and how that floor loads what they need for many machines at once. */
export interface MachineFacet {
  readonly fields: readonly string[];
  /** Of which fields of the machine itself, beside its key, each of them is worked out. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** What the fields need of the other facets, added to what the query asks; before anything is loaded. */
  widen?(selection: Selection): Selection;
  load(tx: Transaction, machines: AskedMachines, selection: Selection): Promise<void>;
}

/** The facets of machines: the floors above enter themselves here, so that a query is planned as a whole. */
@Injectable()
export class MachineFacets {
  private readonly facets: MachineFacet[] = [];

  add(facet: MachineFacet): void {
    this.facets.push(facet);
  }

  /** Loads every facet a query asks for, side by side. */
  async load(tx: Transaction, machines: AskedMachines, selection: Selection): Promise<void> {
    if (machines.ids.length === 0) return;
    const whole = this.askedBy(selection).reduce((wider, facet) => facet.widen?.(wider) ?? wider, selection);
    await Promise.all(this.askedBy(whole).map((facet) => facet.load(tx, machines, whole)));
  }

  /** The fields of the machine itself that a query needs for what it asks of the floors above. */
  neededBy(selection: Selection): ReadonlySet<string> {
    const needs = this.facets.flatMap((facet) => Object.entries(facet.needs ?? {}));
    return new Set(needs.filter(([field]) => selection.has(field)).flatMap(([, needed]) => needed));
  }

  private askedBy(selection: Selection): MachineFacet[] {
    return this.facets.filter(({ fields }) => fields.some((field) => selection.has(field)));
  }
}
