import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';

import type { CalendarDate } from '#policy';
import { type Caller, Clock, Database, type Transaction } from '#platform';

import { CatalogueVersion, ListedMachineType } from './catalogue-version.entity.ts';
import type { ParsedCatalogue, ParsedOffering } from './import-catalogue/parsed-catalogue.ts';
import { keepImportIssues } from './import-issues.queries.ts';
import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';
import { JudgeCatalogue } from './judge-catalogue/judge-catalogue.ts';
import type { ImportProgressSeam } from './progress/import-course.ts';
import { recordImport } from './record-import.ts';
import { Applicability, ServiceOffering } from './service-offering.entity.ts';
import { versionOn } from './version-on.ts';
import { WholesalePrice } from './wholesale-price.entity.ts';

const VERSIONS = 'b1a7c0de-0002-4000-8000-000000000002';
/** Offerings of one statement: a statement ends well within its time, and a cancelled import within a second. */
const BATCH = 2_000;

/** The import was cancelled, or another reader of it was faster. */
export class ImportEnded extends Error {}

interface Course extends ImportProgressSeam {
  readonly signal: AbortSignal;
}

interface Target {
  readonly effectiveOn: CalendarDate;
  readonly priceJumpPercent: number;
  readonly baseVersionId: string | null;
}

/** Writes what was read of a list as a draft version and judges it, as one act: the draft is whole or there is none. */
@Injectable()
export class WriteDraft {
  constructor(
    private readonly database: Database,
    private readonly judge: JudgeCatalogue,
    private readonly clock: Clock,
  ) {}

  async run(caller: Caller, importId: string, parsed: ParsedCatalogue, course: Course): Promise<void> {
    await this.database.write(
      caller,
      async (tx) => {
        const target = await targetOf(tx, importId);
        if (target === undefined) return;
        const versionId = uuidv5(importId, VERSIONS);
        await this.write(tx, versionId, parsed, course);
        course.begin('JUDGING');
        const warnings = await this.warnings(tx, versionId, target, parsed);
        course.signal.throwIfAborted();
        await keepImportIssues(tx, importId, true, warnings);
        await keepImportIssues(tx, importId, false, parsed.issues);
        await this.finish(tx, importId, versionId, target, parsed);
      },
      course.signal,
    );
  }

  private async write(tx: Transaction, versionId: string, parsed: ParsedCatalogue, course: Course): Promise<void> {
    const { offerings, machineTypes, listDate } = parsed;
    course.begin('WRITING', offerings.length);
    const counts = { offeringCount: offerings.length, machineTypeCount: machineTypes.length };
    await tx.insert(CatalogueVersion, [{ id: versionId, listDate, ...counts, createdAt: this.clock.now() }]);
    for (let done = 0; done < offerings.length; done += BATCH) {
      course.signal.throwIfAborted();
      await writeOfferings(tx, versionId, offerings.slice(done, done + BATCH));
      course.reached(Math.min(offerings.length, done + BATCH));
    }
    await tx.insert(
      ListedMachineType,
      machineTypes.map((type) => ({ ...type, versionId })),
    );
  }

  private async warnings(
    tx: Transaction,
    versionId: string,
    { baseVersionId, effectiveOn, priceJumpPercent }: Target,
    { offerings }: ParsedCatalogue,
  ): Promise<CatalogueIssue[]> {
    if (baseVersionId === null) return [];
    const sources = new Map(offerings.map(({ partNumber, source }) => [partNumber, source]));
    const versions = { versionId, baseVersionId, effectiveOn, priceJumpPercent, today: this.clock.today() };
    return this.judge.run(tx, versions, (partNumber) => sources.get(partNumber));
  }

  /** Throws where the import was cancelled meanwhile, so that nothing of the draft is kept. */
  private async finish(
    tx: Transaction,
    importId: string,
    versionId: string,
    { baseVersionId }: Target,
    { rowsRead, counts }: ParsedCatalogue,
  ): Promise<void> {
    const now = this.clock.now();
    const kept = await tx.row(
      `UPDATE catalogue_import SET state = 'DRAFT', version_id = $2, base_version_id = $3, rows_read = $4, bad_rows = $5,
         finished_at = $6 WHERE id = $1 AND state = 'READING' RETURNING id`,
      [importId, versionId, baseVersionId, rowsRead, counts.badRows, now],
    );
    if (kept === undefined) throw new ImportEnded(`the import ${importId} is not being read any more`);
    recordImport(tx, now, importId, { state: 'DRAFT', versionId, baseVersionId, rowsRead, badRows: counts.badRows });
    await tx.rows(
      `UPDATE catalogue_import_progress SET phase = 'DONE', rows = $2, total_rows = $2, phase_started_at = $3, recorded_at = $3
       WHERE import_id = $1`,
      [importId, rowsRead, now],
    );
  }
}

/** What the draft is for; nothing when the import is not being read any more. */
function targetOf(tx: Transaction, importId: string): Promise<Target | undefined> {
  return tx.row<Target>(
    `SELECT i.effective_on AS "effectiveOn", i.price_jump_percent AS "priceJumpPercent",
       ${versionOn('i.effective_on')} AS "baseVersionId" FROM catalogue_import i WHERE i.id = $1 AND i.state = 'READING'`,
    [importId],
  );
}

async function writeOfferings(tx: Transaction, versionId: string, offerings: readonly ParsedOffering[]): Promise<void> {
  await tx.insert(
    ServiceOffering,
    offerings.map(({ name, appliesTo: _, source: __, ...offering }) => ({ ...offering, versionId, listName: name })),
  );
  await tx.insert(
    Applicability,
    offerings.flatMap(({ partNumber, appliesTo }) =>
      appliesTo.map(({ machineType, model }) => ({ versionId, partNumber, machineType, model: model ?? '' })),
    ),
  );
  await tx.insert(
    WholesalePrice,
    offerings
      .filter((offering) => (offering.wholesalePriceMinor ?? offering.wholesalePriceWithTaxMinor) !== undefined)
      .map(({ partNumber, currency, wholesalePriceMinor, wholesalePriceWithTaxMinor }) => {
        const amounts = { amountMinor: wholesalePriceMinor, amountWithTaxMinor: wholesalePriceWithTaxMinor };
        return { versionId, partNumber, ...amounts, currency };
      }),
  );
}
