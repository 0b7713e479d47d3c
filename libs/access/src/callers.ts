import type { Caller } from '#platform';

/** Whoever sits at the machine the API listens on. Until people sign in, the API listens on loopback and serves only them. */
export const operator: Caller = { name: 'operator', databaseRole: 'keizoku_staff' };

/** The worker, for jobs that no single person waits on. */
export const worker: Caller = { name: 'worker', databaseRole: 'keizoku_worker' };
