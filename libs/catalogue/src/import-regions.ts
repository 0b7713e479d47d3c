import { Injectable } from '@nestjs/common';

import {
  badUserInput,
  type Caller,
  Clock,
  type ImportIssue,
  issueMessage,
  issueOfProblem,
  once,
  readWorkbook,
  type Transaction,
  Uploads,
} from '#platform';

import type { ImportRegionsInput } from './catalogue.inputs.ts';
import { parseRegions } from './import-regions/parse-regions.ts';
import type { ParsedRegions } from './import-regions/parsed-regions.ts';
import { Region, RegionList, RegionMachineType } from './region.entity.ts';

const REGION_LOCK = 4_711_002;

/** Takes in a region list, which counts from then on. The same file twice is the same list. */
@Injectable()
export class ImportRegions {
  constructor(
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  /** Answers the list's number. Throws `BAD_USER_INPUT` when the file holds no region list. */
  async run(tx: Transaction, caller: Caller, input: ImportRegionsInput): Promise<number> {
    return once(tx, { caller, operation: 'importRegions', input, at: this.clock.now() }, () =>
      this.take(tx, input.uploadId),
    );
  }

  private async take(tx: Transaction, uploadId: string): Promise<number> {
    const { sha256 } = await this.uploads.find(tx, uploadId);
    const parsed = await this.parse(tx, uploadId);
    await tx.rows('SELECT pg_advisory_xact_lock($1)', [REGION_LOCK]);
    const already = await tx.row<{ number: number }>('SELECT number FROM region_list WHERE sha256 = $1', [sha256]);
    if (already) return already.number;
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
    await tx.insert(
      Region,
      parsed.municipalities.map(({ code, marks, prefecture, municipality, note }) => {
        return {
          listNumber,
          municipalityCode: code,
          prefecture,
          municipality,
          note,
          mark4h: marks.FULL_24X7_4H,
          mark2h: marks.FULL_24X7_2H,
        };
      }),
    );
    await tx.insert(
      RegionMachineType,
      parsed.machineTypes.map(({ machineType, marks }) => ({
        listNumber,
        machineType,
        mark4h: marks.FULL_24X7_4H,
        mark2h: marks.FULL_24X7_2H,
      })),
    );
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

  private async parse(tx: Transaction, uploadId: string): Promise<ParsedRegions> {
    const read = await readWorkbook(await this.uploads.content(tx, uploadId));
    if ('problem' in read) throw unreadable(issueOfProblem(read.problem));
    const parsed = parseRegions(read);
    if (parsed.municipalities.length > 0) return parsed;
    throw unreadable(
      parsed.issues.find(({ severity }) => severity === 'ERROR') ?? {
        sheet: '',
        code: 'HDR_NOT_FOUND',
        severity: 'ERROR',
      },
    );
  }
}

function unreadable(issue: ImportIssue): Error {
  return badUserInput('input.uploadId', issueMessage(issue, 'EN'), {
    reason: issue.code,
    sheet: issue.sheet || undefined,
    row: issue.row,
  });
}
