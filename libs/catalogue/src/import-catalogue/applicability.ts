import { plainText, readCode, type Cell, type TableRow } from '#platform';
import { normaliseProductNumber } from '#policy';
import type { CatalogueField } from './catalogue-columns.ts';
import type { Applicability } from './parsed-catalogue.ts';

type Row = TableRow<CatalogueField>;

const EXPECTED_NUMBER = { example: '7X06 / 8871AC1 / 7X06CTO1WW' };
const EXPECTED_TYPE = { example: '7X06' };
const ALL_MODELS = /^(?:[-‐‑–—―−ー*]+|x{2,}|全モデル|全機種|共通|モデル共通|all|all models)$/i;
const SEPARATORS = /[/、,，;\n]+/;
const RANGE = /^[0-9A-Z]+\s?[〜~～]\s?[0-9A-Z]+$/i;

/**
 * The machine types and models that a row names, in its product number, machine type and model columns together.
 * Where they disagree about the machine type the row is in error.
 */
export function readApplicability(row: Row): readonly Applicability[] {
  const products = readProductNumbers(row);
  const types = readMachineTypes(row);
  const models = readModels(row);
  if (products.length === 0 && types.length === 0) {
    if (row.isGood) row.report(row.has('productNumber') ? 'productNumber' : 'machineType', 'REQUIRED_MISSING');
    return [];
  }
  const strangers = types.length === 0 ? [] : products.filter(({ machineType }) => !types.includes(machineType));
  if (products.length > 0 && strangers.length > 0) {
    row.report('machineType', 'MT_MISMATCH', { productNumber: row.cell('productNumber')?.raw ?? '' });
  }
  const named: readonly Applicability[] =
    products.length > 0 ? products : types.map((machineType) => ({ machineType }));
  return named.flatMap((one) =>
    one.model !== undefined || models.length === 0 ? [one] : models.map((model) => ({ ...one, model })),
  );
}

function readProductNumbers(row: Row): readonly Applicability[] {
  return readEach(row, 'productNumber', (code) => {
    const number = normaliseProductNumber(code);
    if (!('reason' in number)) {
      return { machineType: number.machineType, ...(number.model !== undefined && { model: number.model }) };
    }
    if (!/^[0-9A-Z]{8,9}$/.test(number.cleaned)) {
      row.report('productNumber', 'PN_FORMAT', EXPECTED_NUMBER);
      return undefined;
    }
    row.report('productNumber', 'PN_LENGTH_UNUSUAL', { length: number.length }, 'WARNING');
    return { machineType: number.cleaned.slice(0, 4), model: number.cleaned.slice(4) };
  });
}

function readMachineTypes(row: Row): readonly string[] {
  return readEach(row, 'machineType', (code) => {
    if (/^[0-9A-Z]{4}$/.test(code)) return code;
    row.report('machineType', 'MT_FORMAT', EXPECTED_TYPE);
    return undefined;
  });
}

function readModels(row: Row): readonly string[] {
  const text = plainText(row.cell('model')?.raw ?? '');
  if (text === '' || ALL_MODELS.test(text)) return [];
  return readEach(row, 'model', (code) => {
    if (/^[0-9A-Z]{3,7}$/.test(code)) return code;
    row.report('model', 'MODEL_FORMAT', { example: 'CTO1WW / AC1' });
    return undefined;
  });
}

/** Reads a cell that may list several codes. A range between two codes names no one knows which. */
function readEach<T>(
  row: Row,
  field: 'productNumber' | 'machineType' | 'model',
  read: (code: string) => T | undefined,
): readonly T[] {
  const raw = row.cell(field)?.raw ?? '';
  const parts = raw
    .normalize('NFKC')
    .split(SEPARATORS)
    .filter((part) => part.trim() !== '');
  if (parts.some((part) => RANGE.test(part.trim()))) {
    row.report(field, 'RANGE_AMBIGUOUS', { example: '7X01, 7X02' });
    return [];
  }
  if (parts.length <= 1) {
    const code = row.take(field, (cell) => readCode(cell, { wholeNumberDigits: field === 'model' ? [] : [4] }));
    return code === undefined ? [] : [read(code)].filter((value) => value !== undefined);
  }
  const codes = parts.map((part) => readCode(textCell(part)).value).filter((code) => code !== undefined);
  return codes.map(read).filter((value) => value !== undefined);
}

function textCell(text: string): Cell {
  return { column: 0, raw: text, value: { kind: 'text', text } };
}
