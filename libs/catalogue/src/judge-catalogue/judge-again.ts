import { Injectable } from '@nestjs/common';

import type { CalendarDate } from '#policy';
import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import type { JudgeCatalogueImportInput } from '../catalogue.inputs.ts';
import { keepImportIssues } from '../import-issues.queries.ts';
import { lockCatalogueImport } from '../lock-catalogue-import.ts';
import { versionOn } from '../version-on.ts';
import type { CatalogueIssue } from './catalogue-issue.ts';
import { JudgeCatalogue, type PlaceOf } from './judge-catalogue.ts';

interface Draft {
  readonly versionId: string;
  readonly baseVersionId: string | null;
  readonly effectiveOn: CalendarDate;
  readonly priceJumpPercent: number;
}

/** Holds a draft against what is published by now, in the place of what it was judged against before. */
@Injectable()
export class JudgeAgain {
  constructor(
    private readonly judge: JudgeCatalogue,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. Throws `NOT_FOUND`, or `CONFLICT` when there is no draft to judge. */
  async run(tx: Transaction, caller: Caller, input: JudgeCatalogueImportInput): Promise<string> {
    return once(tx, { caller, operation: 'judgeCatalogueImport', input, at: this.clock.now() }, () =>
      this.again(tx, input.importId),
    );
  }

  private async again(tx: Transaction, importId: string): Promise<string> {
    const { versionId, baseVersionId, ...target } = await draftOf(tx, importId);
    const versions = { ...target, versionId, today: this.clock.today() };
    const placeOf = await knownPlaces(tx, importId);
    const warnings = baseVersionId === null ? [] : await this.judge.run(tx, { ...versions, baseVersionId }, placeOf);
    await keepImportIssues(tx, importId, true, warnings);
    await tx.rows('UPDATE catalogue_import SET base_version_id = $2 WHERE id = $1', [importId, baseVersionId]);
    tx.record({
      stream: 'catalogue-import',
      key: importId,
      entity: 'CatalogueImport',
      after: { baseVersionId, warnings: warnings.length },
    });
    return importId;
  }
}

/** The draft, and the version that counts on its day by now. */
async function draftOf(tx: Transaction, importId: string): Promise<Draft> {
  const { state, versionId, effectiveOn, priceJumpPercent } = await lockCatalogueImport(tx, importId);
  if (state !== 'DRAFT' || !versionId)
    throw conflict(`This import is no draft but ${state}: only a draft is judged.`, { importId, state });
  const base = await tx.row<{ id: string | null }>(`SELECT ${versionOn('$1')} AS id`, [effectiveOn]);
  return {
    versionId,
    baseVersionId: base?.id ?? null,
    effectiveOn: effectiveOn as CalendarDate,
    priceJumpPercent,
  };
}

/** Where the offerings stand that were warned about before; the file is not read again for others. */
async function knownPlaces(tx: Transaction, importId: string): Promise<PlaceOf> {
  const rows = await tx.rows<{ issue: CatalogueIssue }>(
    'SELECT issue FROM catalogue_import_issue WHERE import_id = $1 AND judged',
    [importId],
  );
  const places = new Map(
    rows.flatMap(({ issue: { sheet, row, expected } }) =>
      row === undefined ? [] : [[String(expected?.partNumber), { sheet, row }] as const],
    ),
  );
  return (partNumber) => places.get(partNumber);
}
