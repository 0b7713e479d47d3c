import { buffer } from 'node:stream/consumers';
import { convertSheet } from './convert-sheet.ts';
import { parseSheetModels } from './exceljs-model.ts';
import type { ChildAnswer } from './read-workbook.ts';

/**
 * The program of the child process: bytes on standard input, one answer over the channel, then the end. It is written
 * in erasable syntax only, so that it runs from source as well as compiled.
 */
async function main(): Promise<void> {
  const bytes = await buffer(process.stdin);
  const date1904 = process.argv.includes('--date1904');
  let answer: ChildAnswer;
  try {
    const models = await parseSheetModels(bytes);
    answer = { sheets: models.map((model) => convertSheet(model, date1904)) };
  } catch (error) {
    answer = { failure: error instanceof Error ? error.message.slice(0, 300) : 'unknown' };
  }
  process.send?.(answer, undefined, undefined, () => process.disconnect?.());
}

await main();
