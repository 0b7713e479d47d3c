import { Injectable } from '@nestjs/common';

import { familyOf, type ProductFamily } from '#policy';
import { type Caller, Clock, notFound, once, type Transaction } from '#platform';

import type { SetMachineTypeFamilyInput } from './catalogue.inputs.ts';
import { readMachineType } from './read-machine-key.ts';

interface Known {
  readonly productName: string;
  readonly family: ProductFamily;
  readonly familySetByHand: boolean;
}

/**
 * Says of which family a machine type is, where its product name does not tell it. It is knowledge of the machine, not a
 * setting with a day: it counts for every day, and a decision keeps the family it was made with.
 */
@Injectable()
export class SetMachineTypeFamily {
  constructor(private readonly clock: Clock) {}

  /** Answers the machine type's code. */
  async run(tx: Transaction, caller: Caller, input: SetMachineTypeFamilyInput): Promise<string> {
    return once(tx, { caller, operation: 'setMachineTypeFamily', input, at: this.clock.now() }, () =>
      this.set(tx, input),
    );
  }

  private async set(tx: Transaction, { machineType, family }: SetMachineTypeFamilyInput): Promise<string> {
    const code = readMachineType('input.machineType', machineType);
    const known = await tx.row<Known>(
      `SELECT product_name AS "productName", family, family_set_by_hand AS "familySetByHand"
       FROM machine_type WHERE code = $1 FOR NO KEY UPDATE`,
      [code],
    );
    if (known === undefined) throw notFound(`The catalogue has no machine type "${code}".`, { machineType: code });
    const { productName, ...before } = known;
    const after = { family: family ?? familyOf(productName, code), familySetByHand: family != null };
    await tx.rows('UPDATE machine_type SET family = $2, family_set_by_hand = $3 WHERE code = $1', [
      code,
      after.family,
      after.familySetByHand,
    ]);
    const announces = 'MachineTypeFamilySet';
    tx.record({ stream: 'machine-type', key: code, entity: 'MachineType', before, after, announces });
    return code;
  }
}
