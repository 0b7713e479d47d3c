import {
  lengthUnitOf,
  readChoice,
  readCode,
  readDate,
  readLocalGovernmentCode,
  readMonths,
  readText,
  readTick,
  type TableRow,
} from '#platform';
import { normaliseProductNumber, normaliseSerial } from '#policy';
import type { InstalledBaseField } from './installed-base-columns.ts';
import type { ParsedMachine } from './parsed-installed-base.ts';

type Row = TableRow<InstalledBaseField>;

/** Judges a row as a whole: every error in it is reported on the row, and a machine comes back only when there is none. */
export function parseMachineRow(row: Row): ParsedMachine | undefined {
  const number = readNumber(row);
  const serial = readSerial(row);
  const customerName = row.take('customerName', readText, 'REQUIRED');
  const place = readPlace(row);
  const warranty = readWarranty(row);
  const used = row.take('used', readTick) ?? false;
  const service = readService(row);
  if (!row.isGood || !number || !serial || !customerName || !warranty) return undefined;
  const source = { ...row.source, columns: row.table.header.columns };
  return { ...number, serial, customerName, ...place, ...warranty, used, ...service, source };
}

function readNumber(row: Row): Pick<ParsedMachine, 'machineType' | 'model' | 'productNumber'> | undefined {
  const machineType = row.take('machineType', (cell) => readCode(cell, { wholeNumberDigits: [4] }));
  const model = row.take('model', (cell) => readCode(cell));
  const whole = row.take(
    'productNumber',
    (cell) => readCode(cell, { wholeNumberDigits: [4] }),
    row.has('productNumber') && machineType === undefined ? 'REQUIRED' : 'OPTIONAL',
  );
  const code = whole ?? (machineType === undefined ? undefined : machineType + (model ?? ''));
  if (code === undefined) {
    if (!row.has('productNumber') && row.cell('machineType') === undefined)
      row.report('machineType', 'REQUIRED_MISSING');
    return undefined;
  }
  const number = normaliseProductNumber(code);
  const field = whole === undefined ? 'machineType' : 'productNumber';
  if ('reason' in number) {
    row.report(field, 'PN_FORMAT', { example: '7X06CTO1WW / 8871AC1' });
    return undefined;
  }
  if (machineType !== undefined && machineType !== number.machineType) {
    row.report('machineType', 'MT_MISMATCH', { productNumber: number.productNumber });
  }
  return number;
}

function readSerial(row: Row): string | undefined {
  const code = row.take('serial', (cell) => readCode(cell), 'REQUIRED');
  if (code === undefined) return undefined;
  const serial = normaliseSerial(code);
  if ('serial' in serial) return serial.serial;
  row.report('serial', 'SERIAL_FORMAT', { example: 'J1A2B3C4' });
  return undefined;
}

const COUNTRIES = new Map([
  ['JP', ['JP', '日本', '日本国', 'Japan', 'JPN']],
  ['CN', ['CN', '中国', 'China', 'CHN']],
  ['US', ['US', '米国', 'アメリカ', 'USA', 'United States']],
]);

function readPlace(row: Row): Pick<ParsedMachine, 'resellerName' | 'municipalityCode' | 'country'> {
  const resellerName = row.take('resellerName', readText);
  const municipalityCode = row.take('municipalityCode', (cell) => readLocalGovernmentCode(cell));
  const country = row.take('country', (cell) => {
    const letters = cell.raw.normalize('NFKC').trim().toUpperCase();
    return /^[A-Z]{2}$/.test(letters) ? { value: letters } : readChoice(cell, COUNTRIES);
  });
  return {
    ...(resellerName && { resellerName }),
    ...(municipalityCode && { municipalityCode }),
    ...(country && { country }),
  };
}

function readWarranty(row: Row): Pick<ParsedMachine, 'shippedOn' | 'warrantyStartsOn' | 'warrantyMonths'> | undefined {
  const { date1904 } = row.table;
  const shippedOn = row.take('shippedOn', (cell) => readDate(cell, { date1904 }));
  const warrantyStartsOn = row.take('warrantyStartsOn', (cell) => readDate(cell, { date1904 }), 'REQUIRED');
  const unit = lengthUnitOf(row.column('warrantyMonths'));
  const warrantyMonths = row.take('warrantyMonths', (cell) => readMonths(cell, unit), 'REQUIRED');
  if (shippedOn && warrantyStartsOn && warrantyStartsOn < shippedOn) {
    row.report('warrantyStartsOn', 'DATE_ORDER', { notBefore: shippedOn });
  }
  if (!warrantyStartsOn || !warrantyMonths) return undefined;
  return { ...(shippedOn && { shippedOn }), warrantyStartsOn, warrantyMonths };
}

type Service = Pick<ParsedMachine, 'servicePartNumber' | 'packSerial' | 'serviceStartsOn' | 'serviceEndsOn'>;

const SERVICE_FIELDS = ['servicePartNumber', 'packSerial', 'serviceStartsOn', 'serviceEndsOn'] as const;

/** A registered pack is all four of its fields or none: half of one cannot be entered as a contract. */
function readService(row: Row): Service {
  if (SERVICE_FIELDS.every((field) => row.cell(field) === undefined)) return {};
  const { date1904 } = row.table;
  const servicePartNumber = row.take('servicePartNumber', (cell) => readCode(cell), 'REQUIRED');
  if (servicePartNumber !== undefined && !/^[0-9A-Z]{7,12}$/.test(servicePartNumber)) {
    row.report('servicePartNumber', 'PN_FORMAT', { example: '5WS7A01234' });
  }
  const packSerial = row.take('packSerial', (cell) => readCode(cell), 'REQUIRED');
  const serviceStartsOn = row.take('serviceStartsOn', (cell) => readDate(cell, { date1904 }), 'REQUIRED');
  const serviceEndsOn = row.take('serviceEndsOn', (cell) => readDate(cell, { date1904 }), 'REQUIRED');
  if (serviceStartsOn && serviceEndsOn && serviceEndsOn < serviceStartsOn) {
    row.report('serviceEndsOn', 'DATE_ORDER', { notBefore: serviceStartsOn });
  }
  return {
    ...(servicePartNumber && { servicePartNumber }),
    ...(packSerial && { packSerial }),
    ...(serviceStartsOn && { serviceStartsOn }),
    ...(serviceEndsOn && { serviceEndsOn }),
  };
}
