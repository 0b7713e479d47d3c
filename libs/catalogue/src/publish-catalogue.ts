import { Injectable } from '@nestjs/common';

import { familyOf } from '#policy';
import { type Caller, Clock, conflict, once, requireId, type Transaction } from '#platform';

import type { CatalogueImport } from './catalogue-import.entity.ts';
import { CataloguePublication, ListedMachineType } from './catalogue-version.entity.ts';
import type { PublishCatalogueInput } from './catalogue.inputs.ts';
import { EndOfSupportAnnouncement } from './machine-type.entity.ts';
import { lockCatalogue } from './lock-catalogue.ts';
import { lockCatalogueImport } from './lock-catalogue-import.ts';
import { versionOn } from './version-on.ts';
import type { CatalogueImportState } from './vocabulary.ts';

/** Makes a draft the catalogue, as one act: all of it or nothing. */
@Injectable()
export class PublishCatalogue {
  constructor(private readonly clock: Clock) {}

  /**
   * Answers the version's id. Of two who publish at once, the second is told by a `CONFLICT`: the draft was published
   * already, or what it was held against is no longer the catalogue of its day (`STALE`).
   */
  async run(tx: Transaction, caller: Caller, input: PublishCatalogueInput): Promise<string> {
    return once(tx, { caller, operation: 'publishCatalogue', input, at: this.clock.now() }, () =>
      this.publish(tx, input),
    );
  }

  private async publish(tx: Transaction, { importId, expectedVersionId }: PublishCatalogueInput): Promise<string> {
    const latest = await lockCatalogue(tx);
    const { versionId, effectiveOn, baseVersionId } = await draftOf(tx, importId);
    const current = await countingOn(tx, effectiveOn);
    const expected = requireId('input.expectedVersionId', expectedVersionId) ?? baseVersionId ?? null;
    // A draft that was held against nothing may follow the first list of another day; for its own day it was not alone.
    const moved = expected === null ? current.effectiveOn === effectiveOn : expected !== current.versionId;
    if (moved) throw stale(importId, current.versionId, expected);
    const endOfSupport = await this.takeMachineTypes(tx, versionId);
    const publication = { number: (latest?.number ?? 0) + 1, versionId, effectiveOn };
    await tx.insert(CataloguePublication, [{ ...publication, publishedAt: this.clock.now() }]);
    await tx.rows(`UPDATE catalogue_import SET state = 'PUBLISHED', base_version_id = $2 WHERE id = $1`, [
      importId,
      current.versionId,
    ]);
    tx.record(
      {
        stream: 'catalogue',
        entity: 'CataloguePublication',
        entityKey: String(publication.number),
        before: latest,
        after: { ...publication, endOfSupport },
        announces: 'CataloguePublished',
      },
      {
        stream: 'catalogue-import',
        key: importId,
        entity: 'CatalogueImport',
        before: { state: 'DRAFT' },
        after: { state: 'PUBLISHED' },
      },
    );
    return versionId;
  }

  /**
   * New machine types are known from now on; a day of end of support that the list adds or moves is one more announcement.
   * Answers those days by machine type.
   */
  private async takeMachineTypes(tx: Transaction, versionId: string): Promise<Record<string, string>> {
    const listed = await tx.rows<ListedMachineType>(
      `SELECT code, product_name AS "productName", announced_on AS "announcedOn", end_of_support_on AS "endOfSupportOn"
       FROM listed_machine_type WHERE version_id = $1`,
      [versionId],
    );
    await tx.rows(
      `INSERT INTO machine_type (code, product_name, family, announced_on)
       SELECT * FROM unnest($1::text[], $2::text[], $3::product_family[], $4::date[])
       ON CONFLICT (code) DO UPDATE SET product_name = excluded.product_name,
         family = CASE WHEN machine_type.family_set_by_hand THEN machine_type.family ELSE excluded.family END,
         announced_on = least(machine_type.announced_on, excluded.announced_on)`,
      [
        listed.map(({ code }) => code),
        listed.map(({ productName }) => productName),
        listed.map(({ productName, code }) => familyOf(productName, code)),
        listed.map(({ announcedOn }) => announcedOn ?? null),
      ],
    );
    const said = await tx.rows<{ machineType: string; number: number; endsOn: string | null }>(
      `SELECT DISTINCT ON (machine_type) machine_type AS "machineType", number, ends_on AS "endsOn" FROM end_of_support
       ORDER BY machine_type, number DESC`,
    );
    const lastSaid = new Map(said.map((announcement) => [announcement.machineType, announcement]));
    const moved = listed.filter(
      ({ code, endOfSupportOn }) => endOfSupportOn && lastSaid.get(code)?.endsOn !== endOfSupportOn,
    );
    await tx.insert(
      EndOfSupportAnnouncement,
      moved.map(({ code, endOfSupportOn }) => ({
        machineType: code,
        number: (lastSaid.get(code)?.number ?? 0) + 1,
        state: 'ANNOUNCED' as const,
        endsOn: endOfSupportOn,
        recordedAt: this.clock.now(),
      })),
    );
    for (const { code, endOfSupportOn } of moved) {
      const before = lastSaid.get(code);
      tx.record({
        stream: 'machine-type',
        key: code,
        entity: 'EndOfSupport',
        before: before && { on: before.endsOn },
        after: { on: endOfSupportOn },
      });
    }
    return Object.fromEntries(moved.map(({ code, endOfSupportOn }) => [code, endOfSupportOn ?? '']));
  }
}

/** The draft of an import. Throws `NOT_FOUND`, or `CONFLICT` when there is none to publish. */
async function draftOf(tx: Transaction, importId: string): Promise<CatalogueImport & { versionId: string }> {
  const draft = await lockCatalogueImport(tx, importId);
  const { state, versionId } = draft;
  if (state === 'DRAFT' && versionId) return { ...draft, versionId };
  throw conflict(NOT_PUBLISHABLE[state], { importId, state });
}

interface Counting {
  readonly versionId: string | null;
  readonly effectiveOn: string | null;
}

/** The version that counts on the day as things are, and the day it counts from. */
async function countingOn(tx: Transaction, day: string): Promise<Counting> {
  const row = await tx.row<Counting>(
    `SELECT v.id AS "versionId", (SELECT max(p.effective_on) FROM catalogue_publication p
       WHERE p.version_id = v.id AND p.effective_on <= $1) AS "effectiveOn" FROM (SELECT ${versionOn('$1')} AS id) v`,
    [day],
  );
  return row ?? { versionId: null, effectiveOn: null };
}

function stale(importId: string, versionId: string | null, expectedVersionId: string | null): Error {
  return conflict(
    'Another version was published since this draft was judged. Judge it again (judgeCatalogueImport), look at what it would change now, and publish it then.',
    { reason: 'STALE', importId, versionId, expectedVersionId },
  );
}

const NOT_PUBLISHABLE: Readonly<Record<CatalogueImportState, string>> = {
  WAITING: 'This import has not been read yet. Wait until its state is DRAFT.',
  READING: 'This import is being read. Wait until its state is DRAFT.',
  DRAFT: 'This import has no draft.',
  PUBLISHED: 'This import was published already.',
  FAILED: 'This import failed: nothing could be read. Mend the file and import it again.',
  CANCELLED: 'This import was cancelled. Import the file again.',
};
