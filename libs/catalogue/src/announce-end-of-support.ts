import { Injectable } from '@nestjs/common';

import { badUserInput, type Caller, Clock, notFound, once, type Transaction } from '#platform';

import type { AnnounceEndOfSupportInput } from './catalogue.inputs.ts';
import { EndOfSupportAnnouncement } from './machine-type.entity.ts';
import { readMachineType } from './read-machine-key.ts';

/** Says that a machine type's end of support is on a day, or that what was announced no longer holds. */
@Injectable()
export class AnnounceEndOfSupport {
  constructor(private readonly clock: Clock) {}

  /** Answers the machine type's code. */
  async run(tx: Transaction, caller: Caller, input: AnnounceEndOfSupportInput): Promise<string> {
    return once(tx, { caller, operation: 'announceEndOfSupport', input, at: this.clock.now() }, () =>
      this.announce(tx, input),
    );
  }

  private async announce(tx: Transaction, { machineType, on, withdraw }: AnnounceEndOfSupportInput): Promise<string> {
    if (Boolean(on) === (withdraw === true)) {
      throw badUserInput('input.on', 'Give either the last served day (on) or withdraw: true.');
    }
    const code = readMachineType('input.machineType', machineType);
    const known = await tx.row('SELECT code FROM machine_type WHERE code = $1 FOR NO KEY UPDATE', [code]);
    if (known === undefined) throw notFound(`The catalogue has no machine type "${code}".`, { machineType: code });
    const last = await tx.row<{ number: number; endsOn: string | null }>(
      'SELECT number, ends_on AS "endsOn" FROM end_of_support WHERE machine_type = $1 ORDER BY number DESC LIMIT 1',
      [code],
    );
    const state = on ? ('ANNOUNCED' as const) : ('NOT_ANNOUNCED' as const);
    await tx.insert(EndOfSupportAnnouncement, [
      { machineType: code, number: (last?.number ?? 0) + 1, state, endsOn: on ?? null, recordedAt: this.clock.now() },
    ]);
    tx.record({
      stream: 'machine-type',
      key: code,
      entity: 'EndOfSupport',
      before: last && { on: last.endsOn },
      after: { on: on ?? null },
      announces: on ? 'EndOfSupportAnnounced' : 'EndOfSupportWithdrawn',
    });
    return code;
  }
}
