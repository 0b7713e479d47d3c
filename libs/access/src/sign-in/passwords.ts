import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';

import { Turns } from './turns.ts';

/** Argon2id, the package's own default: 19 MiB, two passes, one thread. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// Each takes a thread of its own for some 40 ms, and 19 MiB.
const AT_ONCE = 2;
const MOST_WAITING = 50;

/** Hashes passwords and compares them with hashes, beside the event loop. */
@Injectable()
export class Passwords {
  private readonly turns = new Turns(AT_ONCE, MOST_WAITING);
  private decoy: Promise<string> | undefined;

  async hash(password: string): Promise<string> {
    return this.turns.take(() => hash(readPassword(password), COST));
  }

  /** Whether it is the password that was hashed. Where there is no hash the same work is done, and the answer is no. */
  async isRight(password: string, passwordHash: string | null | undefined): Promise<boolean> {
    const compared = passwordHash ?? (await this.nobodys());
    const right = await this.turns.take(() => verify(compared, readPassword(password)));
    return right && passwordHash != null;
  }

  private nobodys(): Promise<string> {
    return (this.decoy ??= this.hash(randomBytes(32).toString('base64url')));
  }
}

/** As it is hashed, on whatever keyboard it was typed. */
function readPassword(password: string): string {
  return password.normalize('NFKC');
}
