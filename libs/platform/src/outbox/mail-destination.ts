import { createTransport, type Transporter } from 'nodemailer';

import type { Destination, OutgoingMessage } from './destination.ts';
import type { MessageKind } from './message-kinds.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** How mail is sent. */
export interface MailSettings {
  /** `smtps://user:password@host` */
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
}

const MOST_WAITED_MS = 5_000;

/** People who want to hear of what happened, by mail. */
export class MailDestination implements Destination {
  readonly name: string;
  private readonly transport: Transporter;

  constructor(private readonly settings: MailSettings) {
    this.name = `mail ${settings.to.join(', ')}`;
    this.transport = createTransport({
      url: settings.smtpUrl,
      connectionTimeout: MOST_WAITED_MS,
      greetingTimeout: MOST_WAITED_MS,
      socketTimeout: MOST_WAITED_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  wants(kind: MessageKind): boolean {
    return MESSAGE_WORDS[kind] !== undefined;
  }

  async send(message: OutgoingMessage): Promise<void> {
    const { from, to } = this.settings;
    const { id, createdAt } = message;
    // Mail programs show a repeated Message-ID once.
    const messageId = `<${id}@keizoku>`;
    await this.transport.sendMail({ from, to: [...to], messageId, date: createdAt, ...textOf(message) });
  }
}

function textOf({ id, kind, payload }: OutgoingMessage): { subject: string; text: string } {
  const words = MESSAGE_WORDS[kind];
  const subject = words ? `${words.ja} / ${words.en}` : kind;
  const { entity, key, reason, before, after, requestId } = payload;
  const facts = Object.entries({ [String(entity)]: key, reason, before, now: after, request: requestId, message: id });
  const lines = facts.flatMap(([name, value]) => (value ? [`${name}: ${shown(value)}`] : []));
  return { subject, text: `${subject}\n\n${lines.join('\n')}\n` };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
