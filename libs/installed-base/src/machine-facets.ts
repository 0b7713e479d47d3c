import { Injectable } from '@nestjs/common';

import type { Selection, Transaction } from '#platform';

import type { Machine } from './machine.entity.ts';

/** Fields of a machine that a floor above adds, and how that floor loads what they need for many machines at once. */
export interface MachineFacet {
  readonly fields: readonly string[];
  /** What the fields need of the other facets, added to what the query asks; before anything is loaded. */
  widen?(selection: Selection): Selection;
  load(tx: Transaction, machines: readonly Machine[], selection: Selection): Promise<void>;
}

/** The facets of machines: the floors above enter themselves here, so that a query is planned as a whole. */
@Injectable()
export class MachineFacets {
  private readonly facets: MachineFacet[] = [];

  add(facet: MachineFacet): void {
    this.facets.push(facet);
  }

  /** Loads every facet a query asks for. */
  async load(tx: Transaction, machines: readonly Machine[], selection: Selection): Promise<void> {
    if (machines.length === 0) return;
    const asked = this.facets.filter(({ fields }) => fields.some((field) => selection.has(field)));
    const whole = asked.reduce((wider, facet) => facet.widen?.(wider) ?? wider, selection);
    for (const facet of this.facets) {
      if (facet.fields.some((field) => whole.has(field))) await facet.load(tx, machines, whole);
    }
  }
}
