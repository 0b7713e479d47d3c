import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchProblem, say, whileSaying } from './progress.ts';

/** The exit code by which the API says that its port is taken. */
export const PORT_TAKEN = 98;

const QUICK_SECONDS = 20;
const QUICK_CRASHES = 5;
const READY_SECONDS = 60;

/** How a process of ours is started. */
export type ProcessPlan = {
  name: string;
  script: string;
  env: NodeJS.ProcessEnv;
  onStarted(pid: number): void;
  /** It crashed again and again and is left alone now. */
  onGivenUp(): void;
  /** The first pause before a restart, doubled each time; for tests. */
  pauseMilliseconds?: number;
};

type Outcome = { ready: true; port?: number } | { ready: false; code: number | null };

/** A process that is started again when it ends without having been told to. */
export class SupervisedProcess {
  private readonly plan: ProcessPlan;
  private child: ChildProcess | undefined;
  private stopping = false;
  private quickCrashes = 0;

  constructor(plan: ProcessPlan) {
    this.plan = plan;
  }

  /** Starts it; answers the port it serves on, or `PORT_TAKEN`. Throws `LaunchProblem` when it does not come up. */
  async start(port: number): Promise<{ port: number } | typeof PORT_TAKEN> {
    for (;;) {
      const child = this.spawnOn(port);
      const outcome = await whileSaying(`starting the ${this.plan.name}`, () => this.outcomeOf(child));
      if (outcome.ready) {
        this.watch(child, outcome.port ?? port);
        return { port: outcome.port ?? port };
      }
      if (outcome.code === PORT_TAKEN) return PORT_TAKEN;
      if (this.stopping) throw new LaunchProblem(`the ${this.plan.name} was stopped while it started`);
      await this.pauseAfterCrash(outcome.code, 0);
    }
  }

  /** Tells it to end, and ends it when it does not within the time. */
  async stop(seconds: number): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const patience = setTimeout(() => {
      say(`the ${this.plan.name} does not end; ending it the hard way`);
      child.kill('SIGKILL');
    }, seconds * 1000);
    await ended;
    clearTimeout(patience);
  }

  /** Ends it and starts it again on the same port, without counting that as a crash. */
  async restart(port: number): Promise<void> {
    await this.stop(3);
    this.stopping = false;
    this.quickCrashes = 0;
    await this.start(port);
  }

  private spawnOn(port: number): ChildProcess {
    const args = ['--max-semi-space-size=64', this.plan.script];
    // Detached: Ctrl+C reaches the whole foreground group, and the launcher stops its processes in order.
    const child = spawn(process.execPath, args, {
      env: { ...this.plan.env, PORT: String(port) },
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    if (child.pid !== undefined) this.plan.onStarted(child.pid);
    return child;
  }

  private outcomeOf(child: ChildProcess): Promise<Outcome> {
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        say(`the ${this.plan.name} did not say within ${READY_SECONDS} s that it serves`);
        child.kill('SIGKILL');
      }, READY_SECONDS * 1000);
      const settle = (outcome: Outcome): void => {
        clearTimeout(patience);
        resolve(outcome);
      };
      child.on('message', (message) => {
        const { ready, port } = message as { ready?: boolean; port?: number };
        if (ready) settle({ ready, port });
      });
      child.once('error', () => settle({ ready: false, code: null }));
      child.once('exit', (code) => settle({ ready: false, code }));
    });
  }

  private watch(child: ChildProcess, port: number): void {
    const readyAt = performance.now();
    const onEnd = (code: number | null): void => {
      if (this.stopping) return;
      const seconds = (performance.now() - readyAt) / 1000;
      this.recover(code, seconds, port).catch((problem: unknown) => {
        if (this.stopping) return;
        say((problem as Error).message);
        this.plan.onGivenUp();
      });
    };
    if (hasEnded(child)) onEnd(child.exitCode);
    else child.once('exit', onEnd);
  }

  private async recover(code: number | null, servedSeconds: number, port: number): Promise<void> {
    await this.pauseAfterCrash(code, servedSeconds);
    if (this.stopping) return;
    const started = await this.start(port);
    if (started === PORT_TAKEN) throw new LaunchProblem(`port ${port} was taken by another program meanwhile`);
    say(`the ${this.plan.name} runs again`);
  }

  private async pauseAfterCrash(code: number | null, servedSeconds: number): Promise<void> {
    this.quickCrashes = servedSeconds < QUICK_SECONDS ? this.quickCrashes + 1 : 1;
    const how = code === null ? 'was ended from outside' : `ended with code ${code}`;
    if (this.quickCrashes >= QUICK_CRASHES) {
      throw new LaunchProblem(`the ${this.plan.name} ${how}, ${QUICK_CRASHES} times in quick succession; giving up.`);
    }
    const pause = (this.plan.pauseMilliseconds ?? 500) * 2 ** (this.quickCrashes - 1);
    say(`the ${this.plan.name} ${how}; starting it again in ${pause / 1000} s`);
    await sleep(pause);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}
