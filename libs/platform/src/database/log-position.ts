const POSITION = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i;

/** A place in PostgreSQL's log, as a number that grows; from its own writing, such as `16/B374D848`. */
export function logPosition(text: string): bigint {
  const [, high, low] = POSITION.exec(text) ?? [];
  if (high === undefined || low === undefined) throw new Error(`"${text}" is no place in the log of PostgreSQL`);
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
