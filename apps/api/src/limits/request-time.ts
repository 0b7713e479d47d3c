import type { ApolloServerPlugin } from '@apollo/server';

import { Deadline, type OperationContext, tookTooLong } from '#platform';

/** So long a request may take. */
const MOST_MS = 10_000;

/** Gives requests their time. */
export class RequestTime {
  constructor(private readonly ms = MOST_MS) {}

  begin(): Deadline {
    return new Deadline(this.ms);
  }

  /** Waits for what begins something that may then take longer. */
  async within<T>(work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = this.begin();
    return work(deadline).finally(() => deadline.lift());
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
        if (!deadline?.isOver || body.kind !== 'single' || !body.singleResult.errors) return;
        const { message, extensions } = tookTooLong();
        http.status = 503;
        body.singleResult.errors = [{ message, extensions }];
        delete body.singleResult.data;
      },
    };
  },
};
