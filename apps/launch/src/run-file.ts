import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf } from '../../../libs/platform/src/database/process-identity.ts';
import { LaunchProblem, say } from './progress.ts';

type Run = { identity: string; url?: string; children: string[] };

/** Says in the data folder that Keizoku runs from here, so that a second start does not get in the first one's way. */
export class RunFile {
  private readonly file: string;
  private run: Run | undefined;

  constructor(dataFolder: string) {
    this.file = join(dataFolder, 'run.json');
  }

  /** Takes the folder for this process. Throws `LaunchProblem` when another one has it and lives. */
  async take(): Promise<void> {
    const identity = identityOf(process.pid) ?? String(process.pid);
    for (;;) {
      try {
        writeFileSync(this.file, JSON.stringify({ identity, children: [] } satisfies Run), { flag: 'wx' });
        this.run = { identity, children: [] };
        return;
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
      }
      await this.clearAwayOrRefuse();
    }
  }

  /** Remembers a process that has to be ended should this one be killed. */
  addChild(pid: number): void {
    const child = identityOf(pid);
    if (!this.run || child === undefined) return;
    this.run.children = [...this.run.children.filter(lives), child];
    this.write();
  }

  /** Remembers where the API is, for those who start a second time. */
  setUrl(url: string): void {
    if (!this.run) return;
    this.run.url = url;
    this.write();
  }

  release(): void {
    if (this.run) rmSync(this.file, { force: true });
    this.run = undefined;
  }

  private write(): void {
    writeFileSync(this.file, JSON.stringify(this.run));
  }

  private async clearAwayOrRefuse(): Promise<void> {
    const earlier = read(this.file);
    if (earlier && lives(earlier.identity)) {
      const where = earlier.url ? `at ${earlier.url}` : 'and is starting up';
      throw new LaunchProblem(
        `Keizoku already runs from this checkout (process ${pidOf(earlier.identity)}) ${where}. Stop it first.`,
      );
    }
    say('an earlier run did not end properly; clearing up behind it');
    for (const child of (earlier?.children ?? []).filter(lives)) await end(child);
    rmSync(this.file, { force: true });
  }
}

function read(file: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

function pidOf(identity: string): number {
  return Number.parseInt(identity, 10);
}

function lives(identity: string): boolean {
  return identityOf(pidOf(identity)) === identity;
}

async function end(identity: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!lives(identity)) return;
    process.kill(pidOf(identity), signal);
    for (let waited = 0; waited < 3000 && lives(identity); waited += 50) await sleep(50);
  }
}
