import { LaunchProblem } from './progress.ts';
import { PORT_TAKEN, type ProcessPlan, SupervisedProcess } from './supervised-process.ts';

/** So many processes that are alike; each is started again by itself when it ends. */
export class SupervisedProcesses {
  private readonly all: readonly SupervisedProcess[];

  constructor(plan: ProcessPlan, number: number) {
    const nameOf = (index: number): string => (number === 1 ? plan.name : `${plan.name} ${index + 1} of ${number}`);
    this.all = Array.from({ length: number }, (_, index) => new SupervisedProcess({ ...plan, name: nameOf(index) }));
  }

  /** Starts the first one and, on the port it has got, the others. Answers that port, or `PORT_TAKEN`. */
  async start(port: number): Promise<{ port: number } | typeof PORT_TAKEN> {
    const [first, ...others] = this.all;
    const started = await first?.start(port);
    if (started === undefined || started === PORT_TAKEN) return PORT_TAKEN;
    for (const also of await Promise.all(others.map((process) => process.start(started.port)))) {
      if (also === PORT_TAKEN) throw new LaunchProblem(`port ${started.port} was taken by another program meanwhile`);
    }
    return started;
  }

  async stop(seconds: number): Promise<void> {
    await Promise.all(this.all.map((process) => process.stop(seconds)));
  }

  /** Ends them and starts them again on the same port, without counting that as a crash. */
  async restart(port: number): Promise<void> {
    await Promise.all(this.all.map((process) => process.restart(port)));
  }
}
