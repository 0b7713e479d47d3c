import { Injectable } from '@nestjs/common';

import { type Caller, Clock, Database, once } from '#platform';

import { atTheGate, type Visitor } from './callers.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { lockPerson } from './lock-person.ts';
import type { EndSessionsInput } from './people.inputs.ts';
import { requirePerson } from './require-person.ts';

/** Signs a person out everywhere: oneself, or whoever an administrator names. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers how many sessions there were. */
  async run(visitor: Visitor, caller: Caller, input: EndSessionsInput): Promise<number> {
    const personId = input.personId ?? requirePerson(visitor);
    // Of others only who has the right to in the database.
    const as = personId === visitor.personId ? atTheGate(caller) : caller;
    return this.database.write(as, (tx) =>
      once(tx, { caller: as, operation: 'endSessions', input, at: this.clock.now() }, async () => {
        await lockPerson(tx, personId);
        return endSessionsOf(tx, personId, this.clock.now());
      }),
    );
  }
}
