import { cpus, totalmem } from 'node:os';

/** A number with so many decimals. */
export function decimals(value: number, places = 2): string {
  return value.toFixed(places);
}

/** Prints a table whose first column is text and whose others are figures. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => (column === 0 ? (row[0] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('  ');
  for (const row of [head, ...rows]) console.log(`  ${line(row)}`.trimEnd());
}

/** The machine the figures are from. */
export function machineName(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${first?.model ?? 'unknown'}), ${gigabytes} GB, Node ${process.versions.node}`;
}
