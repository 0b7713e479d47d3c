import { normaliseProductNumber, normaliseSerial, type Unreadable } from '#policy';
import { badUserInput } from '#platform';

/** Reads a machine type: the four characters alone. */
export function readMachineType(path: string, text: string): string {
  const read = normaliseProductNumber(text);
  if (!('reason' in read) && read.model === undefined) return read.machineType;
  throw badUserInput(path, `"${text}" is not a machine type: four letters and digits, such as 7X06.`, { value: text });
}

/** A part number as people paste it. */
export function readPartNumber(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

/** Reads a serial. */
export function readSerial(path: string, text: string): string {
  const read = normaliseSerial(text);
  if (!('reason' in read)) return read.serial;
  throw badUserInput(path, `"${text}" is not a serial: ${SERIAL_REASONS[read.reason]}`, {
    reason: read.reason,
    value: text,
  });
}

const SERIAL_REASONS: Readonly<Record<Unreadable['reason'], string>> = {
  EMPTY: 'nothing is left of it.',
  LENGTH: 'it is longer than 32 characters.',
  CHARACTERS: 'it holds more than letters and digits.',
};
