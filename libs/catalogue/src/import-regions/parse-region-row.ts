import { prefectureDigits, readCode, readLocalGovernmentCode, readMark, readText, type TableRow } from '#platform';
import { RegionMark } from '#policy';
import type { ParsedMunicipality, ParsedRegionMachineType, RegionMarks } from './parsed-regions.ts';
import type { MunicipalityField, RegionMachineTypeField } from './region-columns.ts';

/** Judges a row of the municipalities; what is wrong is reported on it. */
export function parseMunicipalityRow(row: TableRow<MunicipalityField>): ParsedMunicipality | undefined {
  const prefecture = row.take('prefecture', readText, 'REQUIRED');
  const digits = prefecture === undefined ? undefined : prefectureDigits(prefecture);
  if (prefecture !== undefined && digits === undefined) {
    row.report('prefecture', 'MUNI_UNKNOWN', { example: '東京都' });
  }
  const code = row.take('code', (cell) => readLocalGovernmentCode(cell, digits), 'REQUIRED');
  if (code !== undefined && digits !== undefined && !code.startsWith(digits)) {
    row.report('code', 'MUNI_UNKNOWN', { example: `${digits}…`, prefecture: prefecture ?? '' });
  }
  const municipality = row.take('municipality', readText, 'REQUIRED');
  const marks = readMarks(row);
  const note = row.take('note', readText);
  if (!row.isGood || !prefecture || !code || !municipality) return undefined;
  return { code, prefecture, municipality, marks, ...(note && { note }), source: row.source };
}

/** Judges a row of the machine types; what is wrong is reported on it. */
export function parseRegionMachineTypeRow(row: TableRow<RegionMachineTypeField>): ParsedRegionMachineType | undefined {
  const machineType = row.take('machineType', (cell) => readCode(cell, { wholeNumberDigits: [4] }), 'REQUIRED');
  if (machineType !== undefined && !/^[0-9A-Z]{4}$/.test(machineType)) {
    row.report('machineType', 'MT_FORMAT', { example: '7X06' });
  }
  const productName = row.take('productName', readText) ?? row.section;
  const marks = readMarks(row);
  if (!row.isGood || !machineType) return undefined;
  return { machineType, ...(productName && { productName }), marks, source: row.source };
}

/** A blank mark says nothing: it is never taken for a no. */
function readMarks(row: Pick<TableRow<'fourHours' | 'twoHours'>, 'take'>): RegionMarks {
  return {
    FULL_24X7_4H: row.take('fourHours', readMark) ?? RegionMark.UNKNOWN,
    FULL_24X7_2H: row.take('twoHours', readMark) ?? RegionMark.UNKNOWN,
  };
}
