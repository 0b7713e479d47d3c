import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import type { Role } from './callers.ts';
import { checkConfinement } from './confinement.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { type LockedPerson, lockPerson } from './lock-person.ts';
import type { ChangePersonInput } from './people.inputs.ts';
import { CustomerManager } from './person.entity.ts';

interface Standing {
  readonly role: Role;
  readonly resellerId: string | null;
  readonly customerIds: readonly string[];
  readonly disabled: boolean;
}

/** Changes what a person may see and do, and whether it may sign in at all. Counts for the next request. */
@Injectable()
export class ChangePerson {
  constructor(private readonly clock: Clock) {}

  /** Answers the person's id. */
  async run(tx: Transaction, caller: Caller, input: ChangePersonInput): Promise<string> {
    return once(tx, { caller, operation: 'changePerson', input, at: this.clock.now() }, () => this.change(tx, input));
  }

  private async change(tx: Transaction, input: ChangePersonInput): Promise<string> {
    const person = await lockPerson(tx, input.personId);
    const before = await standingOf(tx, person);
    const after = wantedOf(before, input);
    await checkConfinement(tx, after);
    await this.update(tx, person, after, input.displayName);
    await this.assign(tx, person.id, before.customerIds, after.customerIds);
    if (after.disabled && !before.disabled) await endSessionsOf(tx, person.id, this.clock.now());
    // A corrected name is no part of the records, which know people by id.
    tx.record({ stream: 'person', key: person.id, entity: 'Person', before, after });
    return person.id;
  }

  private async update(
    tx: Transaction,
    person: LockedPerson,
    after: Standing,
    displayName?: string | null,
  ): Promise<void> {
    const disabledAt = after.disabled ? (person.disabledAt ?? this.clock.now()) : null;
    await tx
      .rows(
        `UPDATE person SET role = $2, reseller_id = $3, disabled_at = $4, display_name = coalesce($5, display_name) WHERE id = $1`,
        [person.id, after.role, after.resellerId, disabledAt, displayName?.trim()],
      )
      .catch((cause: unknown) => {
        throw isLastAdministrator(cause)
          ? conflict('Nobody else can sign in as an administrator. Make another one first.', {
              reason: 'LAST_ADMINISTRATOR',
            })
          : cause;
      });
  }

  private async assign(
    tx: Transaction,
    personId: string,
    before: readonly string[],
    after: readonly string[],
  ): Promise<void> {
    const gone = before.filter((id) => !after.includes(id));
    if (gone.length > 0)
      await tx.rows('DELETE FROM customer_manager WHERE person_id = $1 AND customer_id = ANY($2)', [personId, gone]);
    await tx.insert(
      CustomerManager,
      after
        .filter((id) => !before.includes(id))
        .map((customerId) => ({ customerId, personId, recordedAt: this.clock.now() })),
    );
  }
}

async function standingOf(tx: Transaction, { id, role, resellerId, disabledAt }: LockedPerson): Promise<Standing> {
  const customers = await tx.rows<{ id: string }>(
    'SELECT customer_id AS id FROM customer_manager WHERE person_id = $1 ORDER BY 1',
    [id],
  );
  return { role, resellerId, customerIds: customers.map((customer) => customer.id), disabled: disabledAt !== null };
}

/** What a role does not have goes with the role. */
function wantedOf(before: Standing, input: ChangePersonInput): Standing {
  const role = input.role ?? before.role;
  const resellerId = input.resellerId ?? (role === 'RESELLER' ? before.resellerId : null);
  const customerIds = [...new Set(input.customerIds ?? (role === 'ACCOUNT_MANAGER' ? before.customerIds : []))].sort();
  return { role, resellerId, customerIds, disabled: input.disabled ?? before.disabled };
}

function isLastAdministrator(cause: unknown): boolean {
  return Error.isError(cause) && 'constraint' in cause && cause.constraint === 'last_administrator';
}
