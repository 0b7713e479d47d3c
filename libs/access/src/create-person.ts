import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { badUserInput, type Caller, Clock, conflict, once, type Transaction } from '#platform';

import { checkConfinement } from './confinement.ts';
import { IssueSetUpLink } from './issue-set-up-link.ts';
import type { CreatePersonInput } from './people.inputs.ts';
import { CustomerManager, Person } from './person.entity.ts';
import { readSignInName } from './read-sign-in-name.ts';

/** Whom an act made, and what its link carries: nothing where it is a repetition, or a person that an issuer knows. */
export interface CreatedPerson {
  readonly id: string;
  readonly token?: string;
}

/** Lets somebody in: with a link by which to set a password once, or as an issuer knows them. */
@Injectable()
export class CreatePerson {
  constructor(
    private readonly clock: Clock,
    private readonly links: IssueSetUpLink,
  ) {}

  async run(
    tx: Transaction,
    caller: Caller,
    input: CreatePersonInput,
    { demo = false }: { demo?: boolean } = {},
  ): Promise<CreatedPerson> {
    let token: string | undefined;
    const id = await once(tx, { caller, operation: 'createPerson', input, at: this.clock.now() }, async () => {
      const personId = await this.add(tx, input, demo);
      if (input.issuer == null) token = await this.links.add(tx, { purpose: 'PERSON', personId });
      return personId;
    });
    return { id, token };
  }

  private async add(tx: Transaction, input: CreatePersonInput, demo: boolean): Promise<string> {
    const { displayName, role, resellerId, issuer, subject } = input;
    const signInName = readSignInName('input.signInName', input.signInName);
    await checkConfinement(tx, input);
    if ((issuer == null) !== (subject == null))
      throw badUserInput('input.subject', 'Give the issuer and what it calls the person, or neither.');
    const [id, recordedAt] = [uuidv7(), this.clock.now()];
    const customerIds = [...new Set(input.customerIds)].sort();
    const added = await tx.insert(
      Person,
      [{ id, signInName, displayName: displayName.trim(), role, resellerId, issuer, subject, demo, recordedAt }],
      { keepExisting: true },
    );
    if (added === 0)
      throw conflict('Somebody is known by that sign-in name or subject already.', { reason: 'PERSON_EXISTS' });
    await tx.insert(
      CustomerManager,
      customerIds.map((customerId) => ({ customerId, personId: id, recordedAt })),
    );
    const after = { role, resellerId: resellerId ?? null, customerIds, demo };
    tx.record({ stream: 'person', key: id, entity: 'Person', after });
    return id;
  }
}
