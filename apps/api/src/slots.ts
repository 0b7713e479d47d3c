import type { FastifyReply } from 'fastify';

import { Problem } from '#platform';

/** How many answers of a costly kind may be under way at once. */
export class Slots {
  private taken = 0;

  constructor(
    private readonly most: number,
    private readonly what: string,
  ) {}

  /** Takes one until the answer is out or its reader is gone. Throws `SERVICE_UNAVAILABLE` when there is none left. */
  take(reply: FastifyReply): void {
    if (this.taken >= this.most)
      throw new Problem(
        'SERVICE_UNAVAILABLE',
        `${this.most} ${this.what} are under way already. Try again in a moment.`,
      );
    this.taken += 1;
    reply.raw.once('close', () => (this.taken -= 1));
  }
}
