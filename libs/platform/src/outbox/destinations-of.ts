import type { Destination } from './destination.ts';
import { MailDestination } from './mail-destination.ts';
import { WebhookDestination } from './webhook-destination.ts';

/** Where messages go; nowhere unless something is set. */
export interface OutgoingSettings {
  readonly webhookEndpoints: readonly string[];
  readonly webhookSecret: string | undefined;
  /** Plain http to this machine is called: for tests and development. */
  readonly webhookAllowLoopback: boolean;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly mailTo: readonly string[];
}

/** The destinations that are set. */
export function destinationsOf(settings: OutgoingSettings): Destination[] {
  const { webhookEndpoints, webhookSecret, webhookAllowLoopback, smtpUrl, mailFrom, mailTo } = settings;
  const policy = { allowLoopback: webhookAllowLoopback };
  const webhooks = webhookSecret
    ? webhookEndpoints.map((url) => new WebhookDestination(url, webhookSecret, policy))
    : [];
  const mails =
    smtpUrl && mailFrom && mailTo.length > 0 ? [new MailDestination({ smtpUrl, from: mailFrom, to: mailTo })] : [];
  return [...webhooks, ...mails];
}
