import type { ApolloServerPlugin } from '@apollo/server';

import { type OperationContext, tookTooLong } from '#platform';

/** So long a request may take. */
const MOST_MS = 10_000;

/** The time a request has. When it is over its work is given up, unless it has been lifted before. */
export class Deadline {
  private readonly over = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.timer = setTimeout(() => this.over.abort(), ms);
  }

  get signal(): AbortSignal {
    return this.over.signal;
  }

  lift(): void {
    clearTimeout(this.timer);
  }
}

/** Gives requests their time. */
export class RequestTime {
  constructor(private readonly ms = MOST_MS) {}

  begin(): Deadline {
    return new Deadline(this.ms);
  }

  /** Waits for what begins something that may then take longer. */
  async within<T>(work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = this.begin();
    return work(deadline.signal).finally(() => deadline.lift());
  }
}

/** The context of an operation that has its time; a stream has none. */
export interface TimedContext extends OperationContext {
  readonly deadline?: Deadline;
}

/** Answers an operation whose work was given up by that alone: what had come of it before is a part that nobody asked for. */
export const answerInTime: ApolloServerPlugin<TimedContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue: { deadline }, response: { http, body } }) {
        deadline?.lift();
        if (!deadline?.signal.aborted || body.kind !== 'single' || !body.singleResult.errors) return;
        const { message, extensions } = tookTooLong();
        http.status = 503;
        body.singleResult.errors = [{ message, extensions }];
        delete body.singleResult.data;
      },
    };
  },
};
