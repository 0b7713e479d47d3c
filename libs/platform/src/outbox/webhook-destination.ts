import { createHmac } from 'node:crypto';

import type { Destination, OutgoingMessage } from './destination.ts';
import type { AddressPolicy } from './outgoing-address.ts';
import { postGuarded } from './post-guarded.ts';

/**
 * An endpoint of somebody else's system. Each call carries `Webhook-Id`, `Webhook-Timestamp` (seconds since 1970) and
 * `Webhook-Signature`: `v1=` and the HMAC-SHA256, in hexadecimal, of `timestamp.body` with the shared secret. Receivers
 * keep the ids they have seen, and refuse a timestamp more than five minutes off.
 */
export class WebhookDestination implements Destination {
  readonly name: string;

  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly policy: AddressPolicy,
  ) {
    const { origin, pathname } = new URL(url);
    this.name = `webhook ${origin}${pathname}`;
  }

  wants(): boolean {
    return true;
  }

  async send({ id, kind, createdAt, payload }: OutgoingMessage, now: Date): Promise<void> {
    const body = JSON.stringify({ id, kind, createdAt, ...payload });
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signature = createHmac('sha256', this.secret).update(`${timestamp}.${body}`).digest('hex');
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1=${signature}` };
    const status = await postGuarded(this.url, body, headers, this.policy);
    if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
  }
}
