import { Injectable } from '@nestjs/common';

import { badUserInput, type Caller, Clock, once, type Transaction, Uploads } from '#platform';
import { fileOfMachines } from '#installed-base';

import type { RecordMachinesInput } from './installed-base-import.inputs.ts';
import { OpenImport } from './open-import.ts';

/**
 * Records many machines of one request: a list that came without a file, checked and entered by the same jobs, in the name
 * of who asks, as soon as nothing stands in its way.
 */
@Injectable()
export class RecordMachines {
  constructor(
    private readonly uploads: Uploads,
    private readonly opening: OpenImport,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. */
  async run(tx: Transaction, caller: Caller, input: RecordMachinesInput): Promise<string> {
    return once(tx, { caller, operation: 'recordMachines', input, at: this.clock.now() }, () =>
      this.record(tx, caller, input),
    );
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    { machines, leaveOutBadMachines, correctWarranties }: RecordMachinesInput,
  ): Promise<string> {
    if (machines.length === 0) throw badUserInput('input.machines', 'No machine is named. Name at least one.');
    const { id: uploadId, ...file } = await this.uploads.keep(tx, 'machines.json', fileOfMachines(machines));
    return this.opening.run(tx, caller, {
      ...file,
      uploadId,
      source: 'REQUEST',
      appliedBy: caller.name,
      applyWhenChecked: true,
      leaveOutBadRows: leaveOutBadMachines,
      correctWarranties,
    });
  }
}
