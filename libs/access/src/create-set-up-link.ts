import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import type { CreatedPerson } from './create-person.ts';
import { IssueSetUpLink } from './issue-set-up-link.ts';
import { lockPerson } from './lock-person.ts';
import type { CreateSetUpLinkInput } from './people.inputs.ts';

/** Gives a person another link to set a password by: the first was not used in time, or the password is forgotten. */
@Injectable()
export class CreateSetUpLink {
  constructor(
    private readonly clock: Clock,
    private readonly links: IssueSetUpLink,
  ) {}

  async run(tx: Transaction, caller: Caller, input: CreateSetUpLinkInput): Promise<CreatedPerson> {
    let token: string | undefined;
    const id = await once(tx, { caller, operation: 'createSetUpLink', input, at: this.clock.now() }, async () => {
      const { id: personId, disabledAt } = await lockPerson(tx, input.personId);
      if (disabledAt !== null)
        throw conflict('The person is disabled. Let them in again with changePerson first.', { reason: 'DISABLED' });
      token = await this.links.add(tx, { purpose: 'PERSON', personId });
      return personId;
    });
    return { id, token };
  }
}
