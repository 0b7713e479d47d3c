import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';

import {
  type Caller,
  Clock,
  Database,
  type ImportIssue,
  issueOfProblem,
  readWorkbook,
  type Transaction,
  Uploads,
} from '#platform';

import { CatalogueVersion, ListedMachineType } from './catalogue-version.entity.ts';
import type { ParsedCatalogue } from './import-catalogue/parsed-catalogue.ts';
import { parseCatalogue } from './import-catalogue/parse-catalogue.ts';
import { Applicability, ServiceOffering } from './service-offering.entity.ts';
import type { CatalogueImportState } from './vocabulary.ts';

const VERSIONS = 'b1a7c0de-0002-4000-8000-000000000002';

/** Reads an import's file and makes a draft version of its good rows. May be run again at any moment: it ends the same. */
@Injectable()
export class ReadCatalogueImport {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  async run(caller: Caller, importId: string): Promise<void> {
    const content = await this.begin(caller, importId);
    if (content === undefined) return;
    const read = await readWorkbook(content);
    if ('problem' in read) return this.fail(caller, importId, issueOfProblem(read.problem), []);
    const parsed = parseCatalogue(read);
    if (parsed.offerings.length === 0) return this.fail(caller, importId, nothingReadable(parsed), parsed.issues);
    await this.keep(caller, importId, parsed);
  }

  /** The file's content; nothing when the import was read already. */
  private begin(caller: Caller, importId: string): Promise<Buffer | undefined> {
    return this.database.write(caller, async (tx) => {
      const claimed = await tx.row<{ uploadId: string }>(
        `UPDATE catalogue_import SET state = 'READING' WHERE id = $1 AND state IN ('WAITING', 'READING') RETURNING upload_id AS "uploadId"`,
        [importId],
      );
      if (claimed) this.record(tx, importId, { state: 'READING' });
      return claimed && this.uploads.content(tx, claimed.uploadId);
    });
  }

  private async fail(
    caller: Caller,
    importId: string,
    problem: ImportIssue,
    issues: readonly ImportIssue[],
  ): Promise<void> {
    await this.database.write(caller, async (tx) => {
      const [failed] = await tx.rows(
        `UPDATE catalogue_import SET state = 'FAILED', problem = $2, issues = $3, finished_at = $4 WHERE id = $1 AND state = 'READING'
         RETURNING id`,
        [importId, JSON.stringify(problem), JSON.stringify(issues), this.clock.now()],
      );
      if (failed) this.record(tx, importId, { state: 'FAILED', problem, issues: issues.length });
    });
  }

  private async keep(caller: Caller, importId: string, parsed: ParsedCatalogue): Promise<void> {
    const versionId = uuidv5(importId, VERSIONS);
    await this.database.write(caller, async (tx) => {
      const [locked] = await tx.rows<{ state: CatalogueImportState }>(
        'SELECT state FROM catalogue_import WHERE id = $1 FOR UPDATE',
        [importId],
      );
      if (locked?.state !== 'READING') return;
      const now = this.clock.now();
      const counts = { offeringCount: parsed.offerings.length, machineTypeCount: parsed.machineTypes.length };
      await tx.insert(CatalogueVersion, [{ id: versionId, listDate: parsed.listDate, ...counts, createdAt: now }]);
      await tx.insert(
        ServiceOffering,
        parsed.offerings.map(({ name, appliesTo: _, ...offering }) => ({ ...offering, versionId, listName: name })),
      );
      await tx.insert(
        Applicability,
        parsed.offerings.flatMap(({ partNumber, appliesTo }) =>
          appliesTo.map(({ machineType, model }) => ({ versionId, partNumber, machineType, model: model ?? '' })),
        ),
      );
      await tx.insert(
        ListedMachineType,
        parsed.machineTypes.map((type) => ({ ...type, versionId })),
      );
      await tx.rows(
        `UPDATE catalogue_import SET state = 'DRAFT', version_id = $2, rows_read = $3, issues = $4, finished_at = $5 WHERE id = $1`,
        [importId, versionId, parsed.rowsRead, JSON.stringify(parsed.issues), now],
      );
      const { rowsRead, issues } = parsed;
      this.record(tx, importId, { state: 'DRAFT', versionId, rowsRead, issues: issues.length, ...counts });
    });
  }

  private record(tx: Transaction, key: string, after: { state: CatalogueImportState; [fact: string]: unknown }): void {
    tx.begin({ operation: 'readCatalogueImport', at: this.clock.now() });
    tx.record({ stream: 'catalogue-import', key, entity: 'CatalogueImport', after });
  }
}

/** Why a readable workbook holds no catalogue: what it says of its headers, or that every row is wrong. */
function nothingReadable({ issues }: ParsedCatalogue): ImportIssue {
  const fromFile = issues.find(({ severity, sheet }) => severity === 'ERROR' && sheet === '');
  return (
    fromFile ??
    issues.find(({ severity }) => severity === 'ERROR') ?? { sheet: '', code: 'HDR_NOT_FOUND', severity: 'ERROR' }
  );
}
