import { Injectable } from '@nestjs/common';

import type { Locale } from '#policy';
import { type Caller, conflict, Database, type ExportedTable, type WrittenValue } from '#platform';

import { CatalogueImports } from '../catalogue-imports.queries.ts';
import type {
  CatalogueDifference,
  OfferingChange,
  OfferingChangeKind,
} from '../difference/catalogue-difference.model.ts';
import { CatalogueDifferences } from '../difference/catalogue-differences.queries.ts';
import type { Applicability, ServiceOffering } from '../service-offering.entity.ts';
import { DIFFERENCE_WORDS } from './difference-words.ts';

/** Changes spelt out at once. */
const BATCH = 1_000;

/** A difference is told once and its changes spelt out bit by bit; both of its versions never change. */
@Injectable()
export class ExportDifference {
  constructor(
    private readonly database: Database,
    private readonly imports: CatalogueImports,
    private readonly differences: CatalogueDifferences,
  ) {}

  /** Throws `NOT_FOUND`, or `CONFLICT` for an import without a draft. */
  async table(
    caller: Caller,
    { importId, kind }: { readonly importId: string; readonly kind?: OfferingChangeKind | undefined },
    locale: Locale,
  ): Promise<ExportedTable> {
    const told = await this.database.read(caller, async (tx) => {
      const difference = await this.differences.of(tx, caller, await this.imports.byId(tx, importId));
      return difference && { difference, rowCount: await this.differences.lines(tx, difference, kind) };
    });
    if (told === undefined)
      throw conflict('This import has no draft, so it changes nothing. Wait until its state is DRAFT.', { importId });
    const { name, headers } = DIFFERENCE_WORDS[locale];
    const widths = [12, 14, 24, 40, 40];
    return {
      name,
      columns: headers.map((header, index) => ({ header, width: widths[index] })),
      rows: this.rows(caller, told.difference, kind, locale),
      rowCount: told.rowCount,
      narrowedBy: ['kind'],
    };
  }

  private async *rows(
    caller: Caller,
    difference: CatalogueDifference,
    kind: OfferingChangeKind | undefined,
    locale: Locale,
  ): AsyncGenerator<readonly WrittenValue[]> {
    const changed = await this.database.read(caller, (tx) => this.differences.all(tx, difference, kind));
    for (let done = 0; done < changed.length; done += BATCH) {
      const batch = changed.slice(done, done + BATCH);
      const changes = await this.database.read(caller, (tx) => this.differences.spellOut(tx, difference, batch));
      for (const change of changes) yield* linesOf(change, locale);
    }
  }
}

function linesOf(change: OfferingChange, locale: Locale): WrittenValue[][] {
  const { kinds, fields, appliesTo } = DIFFERENCE_WORDS[locale];
  const { partNumber, kind, before, after, appliesToAdded, appliesToRemoved } = change;
  const kindName = kinds[kind];
  if (kind !== 'CHANGED') return [[kindName, partNumber, '', summaryOf(before), summaryOf(after)]];
  const lines: WrittenValue[][] = change.fields.map(({ field, before: was, after: becomes }) => {
    return [kindName, partNumber, fields[field], was, becomes];
  });
  if (appliesToAdded.length + appliesToRemoved.length > 0)
    lines.push([kindName, partNumber, appliesTo, machinesOf(appliesToRemoved), machinesOf(appliesToAdded)]);
  return lines;
}

function summaryOf(offering: ServiceOffering | undefined): string | undefined {
  return (
    offering && `${offering.listName} [${machinesOf(offering.appliesTo ?? [])}] ${offering.listPriceMinor ?? ''}`.trim()
  );
}

function machinesOf(machines: readonly Applicability[]): string {
  return machines.map(({ machineType, model }) => machineType + model).join(', ');
}
