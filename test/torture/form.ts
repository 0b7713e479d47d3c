/** Whether this is the long form, as `npm run torture` runs it; `npm test` runs the short one. */
export const LONG = process.env.TORTURE === 'long';

/** Says a figure that somebody may want to write down; the short form keeps quiet. */
export function report(line: string): void {
  if (LONG) process.stdout.write(`  torture: ${line}\n`);
}
