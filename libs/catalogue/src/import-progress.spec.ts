import { describe, expect, it } from '@jest/globals';

import { type CatalogueImportProgress, withRate } from './import-progress.entity.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 9, 1, 0, 0, seconds));
const progress = (more: Partial<CatalogueImportProgress>): CatalogueImportProgress =>
  withRate({
    importId: 'x',
    phase: 'WRITING',
    rows: 3_000,
    totalRows: 10_000,
    attempts: 1,
    startedAt: at(0),
    phaseStartedAt: at(10),
    recordedAt: at(12),
    ...more,
  });

describe('the progress of an import', () => {
  it('goes on at the rate of its phase', () => {
    expect(progress({})).toMatchObject({ rowsPerSecond: 1_500, remainingSeconds: 5 });
  });

  it('has no end in sight while its rows are not counted, and no rate before the first', () => {
    expect(progress({ totalRows: null })).toMatchObject({ rowsPerSecond: 1_500 });
    expect(progress({ totalRows: null }).remainingSeconds).toBeUndefined();
    expect(progress({ rows: 0 }).rowsPerSecond).toBeUndefined();
    expect(progress({ recordedAt: at(10) }).rowsPerSecond).toBeUndefined();
  });

  it('is told by the share of the file that has been read, while its rows are not counted', () => {
    const reading = { phase: 'READING', totalRows: null, rows: 3_000 } as const;
    expect(progress({ ...reading, share: 0.25 })).toMatchObject({ rowsPerSecond: 1_500, remainingSeconds: 6 });
    expect(progress({ ...reading, share: 1 }).remainingSeconds).toBe(0);
    expect(progress({ ...reading, rows: 0, share: 0.1 })).toMatchObject({ remainingSeconds: 18 });
    expect(progress({ ...reading, share: 0 }).remainingSeconds).toBeUndefined();
    expect(progress({ ...reading, share: null }).remainingSeconds).toBeUndefined();
  });

  it('never has less than nothing before it', () => {
    expect(progress({ rows: 12_000 }).remainingSeconds).toBe(0);
    expect(progress({ phase: 'DONE', recordedAt: at(10) }).remainingSeconds).toBe(0);
  });
});
