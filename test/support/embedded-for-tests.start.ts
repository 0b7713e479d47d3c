import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../libs/platform/src/database/embedded-database.ts';

declare global {
  // What the tear-down stops; Jest runs both in one process.
  var embeddedForTests: EmbeddedDatabase | undefined;
}

/** Jest's global set-up: one throw-away PostgreSQL for the whole run, unless TEST_DATABASE_URL names another. */
export default async function startEmbeddedForTests(): Promise<void> {
  process.env.TEST_RUN = randomBytes(4).toString('hex');
  if (process.env.TEST_DATABASE_URL) return;
  const folder = resolve(import.meta.dirname, '..', '..');
  const database = await startEmbeddedDatabase({ folder, log: () => undefined, ephemeral: true });
  globalThis.embeddedForTests = database;
  process.env.TEST_DATABASE_URL = database.url;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => void database.stop().finally(() => process.exit(code)));
  }
}
