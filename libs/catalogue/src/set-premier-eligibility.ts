import { Injectable } from '@nestjs/common';

import { type Caller, Clock, notFound, once, type Transaction } from '#platform';

import type { SetPremierEligibilityInput } from './catalogue.inputs.ts';
import { readMachineType } from './read-machine-key.ts';

/**
 * Says whether Premier may be added to machines of a type (rules.md R-PREM-MACHINE); until somebody has, each request
 * needs an approval. It is knowledge of the machines: it counts for every day, and a decision keeps what it was made with.
 */
@Injectable()
export class SetPremierEligibility {
  constructor(private readonly clock: Clock) {}

  /** Answers the machine type's code. */
  async run(tx: Transaction, caller: Caller, input: SetPremierEligibilityInput): Promise<string> {
    return once(tx, { caller, operation: 'setPremierEligibility', input, at: this.clock.now() }, () =>
      this.set(tx, input),
    );
  }

  private async set(tx: Transaction, { machineType, eligible }: SetPremierEligibilityInput): Promise<string> {
    const code = readMachineType('input.machineType', machineType);
    const before = await tx.row<{ premierEligible: boolean | null }>(
      'SELECT premier_eligible AS "premierEligible" FROM machine_type WHERE code = $1 FOR NO KEY UPDATE',
      [code],
    );
    if (before === undefined) throw notFound(`The catalogue has no machine type "${code}".`, { machineType: code });
    const after = { premierEligible: eligible ?? null };
    await tx.rows('UPDATE machine_type SET premier_eligible = $2 WHERE code = $1', [code, after.premierEligible]);
    const announces = 'PremierEligibilitySet';
    tx.record({ stream: 'machine-type', key: code, entity: 'MachineType', before, after, announces });
    return code;
  }
}
