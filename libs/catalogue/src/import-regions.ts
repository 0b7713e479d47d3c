import { Injectable } from '@nestjs/common';

import { Clock, once, type Operation, type Transaction, Uploads } from '#platform';

import type { ImportRegionsInput } from './catalogue.inputs.ts';
import type { ParsedRegions } from './import-regions/parsed-regions.ts';
import { readRegions } from './import-regions/read-regions.ts';
import { Region, RegionList, RegionMachineType } from './region.entity.ts';

const REGION_LOCK = 4_711_002;
/** Rows of one statement: others get their turn between two. */
const BATCH = 1_000;

/** Takes in a region list, which counts from then on. The same file twice is the same list. */
@Injectable()
export class ImportRegions {
  constructor(
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  /** Answers the list's number. Throws `BAD_USER_INPUT` when the file holds no region list. */
  async run(operation: Operation, input: ImportRegionsInput): Promise<number> {
    const parsed = await this.read(operation, input.uploadId);
    const { caller } = operation;
    return operation.write((tx) =>
      once(tx, { caller, operation: 'importRegions', input, at: this.clock.now() }, () =>
        this.take(tx, input.uploadId, parsed),
      ),
    );
  }

  /** What the file says, read before anything is written; nothing when it was taken in before. */
  private async read(operation: Operation, uploadId: string): Promise<ParsedRegions | undefined> {
    const tx = await operation.reading();
    const { sha256 } = await this.uploads.find(tx, uploadId);
    const already = await tx.row('SELECT number FROM region_list WHERE sha256 = $1', [sha256]);
    const content = already ? undefined : await this.uploads.content(tx, uploadId);
    await operation.finish();
    return content && readRegions(content);
  }

  private async take(tx: Transaction, uploadId: string, parsed: ParsedRegions | undefined): Promise<number> {
    const { sha256 } = await this.uploads.find(tx, uploadId);
    await tx.rows('SELECT pg_advisory_xact_lock($1)', [REGION_LOCK]);
    const already = await tx.row<{ number: number }>('SELECT number FROM region_list WHERE sha256 = $1', [sha256]);
    if (already) return already.number;
    if (parsed === undefined) throw new Error(`the region list ${sha256} was taken in and is gone`);
    const latest = await tx.row<{ number: number | null }>('SELECT max(number) AS number FROM region_list');
    const listNumber = (latest?.number ?? 0) + 1;
    await tx.insert(RegionList, [
      {
        number: listNumber,
        uploadId,
        sha256,
        listDate: parsed.listDate,
        issues: [...parsed.issues],
        importedAt: this.clock.now(),
      },
    ]);
    await insertRegions(tx, listNumber, parsed);
    const { listDate, municipalities, machineTypes } = parsed;
    tx.record({
      stream: 'regions',
      entity: 'RegionList',
      entityKey: String(listNumber),
      before: listNumber > 1 ? { number: listNumber - 1 } : undefined,
      after: {
        number: listNumber,
        sha256,
        listDate,
        municipalities: municipalities.length,
        machineTypes: machineTypes.length,
      },
      announces: 'RegionsImported',
    });
    return listNumber;
  }
}

async function insertRegions(tx: Transaction, listNumber: number, parsed: ParsedRegions): Promise<void> {
  const { municipalities, machineTypes } = parsed;
  for (let done = 0; done < municipalities.length; done += BATCH) {
    const batch = municipalities.slice(done, done + BATCH);
    const records = batch.map(({ code, marks, prefecture, municipality, note }) => {
      const place = { municipalityCode: code, prefecture, municipality, note };
      return { listNumber, ...place, mark4h: marks.FULL_24X7_4H, mark2h: marks.FULL_24X7_2H };
    });
    await tx.insert(Region, records);
  }
  for (let done = 0; done < machineTypes.length; done += BATCH) {
    const batch = machineTypes.slice(done, done + BATCH);
    const records = batch.map(({ machineType, marks }) => {
      return { listNumber, machineType, mark4h: marks.FULL_24X7_4H, mark2h: marks.FULL_24X7_2H };
    });
    await tx.insert(RegionMachineType, records);
  }
}
