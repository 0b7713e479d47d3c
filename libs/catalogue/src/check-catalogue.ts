import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CatalogueCheck, checkCatalogueFile } from './import-catalogue/check-catalogue-file.ts';

const USAGE = `Reads files as a catalogue import would, and imports nothing.

  npm run catalogue:check -- FILE…

FILE is a workbook (.xlsx, .xlsm) or a text table (.csv); what it is, is told by its content. Prints a JSON list with one
entry for each file: its sheets with the header mapping, the rows, all errors, warnings and notes, and a hash of its
content; or the code of its refusal. Exit code 0: all files were read; 1: some were refused; 2: no file was named.`;

async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0 || files.some((file) => file === '--help' || file === '-h')) {
    console.error(USAGE);
    return files.length === 0 ? 2 : 0;
  }
  const checks: CatalogueCheck[] = [];
  for (const file of files) checks.push(await check(file));
  console.log(JSON.stringify(checks, undefined, 2));
  return checks.some((checked) => 'refused' in checked) ? 1 : 0;
}

/** A path is meant from where the command was given, which npm notes before it goes to the project's folder. */
async function check(file: string): Promise<CatalogueCheck> {
  const path = resolve(process.env['INIT_CWD'] ?? '.', file);
  try {
    await access(path);
  } catch {
    return { file, refused: { code: 'FILE_NOT_FOUND', message: `There is no file ${path}.`, facts: {} } };
  }
  return { ...(await checkCatalogueFile(path)), file };
}

process.exitCode = await main(process.argv.slice(2));
