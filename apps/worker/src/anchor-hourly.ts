import { worker } from '#access';
import { anchorTrail, type Clock, type Database, Log } from '#platform';

const HOUR = 60 * 60 * 1000;
const log = new Log('AuditTrail');

/** Anchors the audit trail in the folder at once and every hour. Answers what stops it, when the last one is done. */
export function anchorHourly(database: Database, clock: Clock, folder: string): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const anchor = (): void => {
    running = anchorTrail(database, worker, folder, clock.now()).catch((cause: unknown) => log.error(cause));
  };
  anchor();
  const timer = setInterval(anchor, HOUR);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
