import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { loginFor, withDatabase } from '../../apps/launch/src/owner-database.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../libs/platform/src/database/embedded-database.ts';
import { identityOf } from '../../libs/platform/src/database/process-identity.ts';

/** A PostgreSQL server of a test's own, as durable as the real one, that can be made to crash. */
export class CrashableServer {
  readonly folder: string;
  private database: EmbeddedDatabase;

  private constructor(folder: string, database: EmbeddedDatabase) {
    this.folder = folder;
    this.database = database;
  }

  static async start(): Promise<CrashableServer> {
    const folder = await mkdtemp(join(tmpdir(), 'keizoku-crash-'));
    await chmod(folder, 0o755);
    return new CrashableServer(folder, await startIn(folder));
  }

  /** The superuser's address of a database. */
  ownerUrl(database: string): string {
    return withDatabase(this.database.url, database);
  }

  loginUrl(database: string): string {
    return loginFor(this.ownerUrl(database), tmpdir()).url;
  }

  /** Ends the server without letting it write anything more, as `pg_ctl stop -m immediate` does, and starts it again. */
  async crash(): Promise<void> {
    const words = await readFile(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8');
    const pid = Number.parseInt(words, 10);
    const identity = identityOf(pid);
    process.kill(pid, 'SIGQUIT');
    while (identity !== undefined && identityOf(pid) === identity) await sleep(10);
    const { port } = this.database;
    this.database = await startIn(this.folder);
    if (this.database.port !== port) throw new Error(`the server came back on another port than ${port}`);
  }

  async stop(): Promise<void> {
    await this.database.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function startIn(folder: string): Promise<EmbeddedDatabase> {
  return startEmbeddedDatabase({ folder, log: () => undefined });
}
