import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock, Database, Log, Notices } from '#platform';

import { gate, type Visitor } from '../callers.ts';
import { SIGN_IN_SETTINGS, type SignInSettings } from '../sign-in-settings.ts';
import { AccessTokens } from './access-tokens.ts';
import {
  type Credential,
  credentialIn,
  hashOfShown,
  type Headers,
  type SessionCookie,
  sessionCookieOf,
  shownIn,
} from './credential.ts';
import { NOTED_EVERY_MS, type Recognised, RememberedVisitors } from './remembered-visitors.ts';
import { ofKey, ofSession, ofSubject } from './stored-rights.ts';

const CHANNEL = 'keizoku_access';

/**
 * Finds out who asks. What a credential may is read from the tables and remembered until the database tells of a change
 * of a person, session, key or customer's account manager; while it cannot tell, nothing is remembered.
 */
@Injectable()
export class Recognition implements OnModuleInit {
  private readonly log = new Log('Recognition');
  private readonly sessionCookie: SessionCookie;
  private readonly remembered = new RememberedVisitors((credentialId, at) => void this.note(credentialId, at));

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly notices: Notices,
    private readonly tokens: AccessTokens,
    @Inject(SIGN_IN_SETTINGS) { publicUrl }: SignInSettings,
  ) {
    this.sessionCookie = sessionCookieOf(publicUrl);
  }

  async onModuleInit(): Promise<void> {
    await this.notices.listen(CHANNEL, () => this.remembered.forget());
  }

  /** The visitor of a request; at once where it is remembered. Nobody for whatever is wrong with what it shows. */
  visitorOf(headers: Headers, method: string): Visitor | undefined | Promise<Visitor | undefined> {
    const shown = shownIn(headers, method, this.sessionCookie);
    if (shown === undefined) return undefined;
    const hash = hashOfShown(shown);
    const remembered = this.notices.isListening ? this.remembered.recall(hash, this.clock.now().getTime()) : undefined;
    if (remembered !== undefined) return remembered;
    const credential = credentialIn(shown);
    return credential && this.lookUp(credential, hash);
  }

  private async lookUp(credential: Credential, hash: string): Promise<Visitor | undefined> {
    const { generation } = this.remembered;
    const now = this.clock.now();
    const recognised = await this.read(credential, now);
    if (recognised === undefined) return undefined;
    if (recognised.credentialId !== undefined) void this.note(recognised.credentialId, now.getTime());
    if (this.notices.isListening) this.remembered.remember(hash, recognised, now.getTime(), generation);
    return recognised.visitor;
  }

  private async read(credential: Credential, now: Date): Promise<Recognised | undefined> {
    switch (credential.kind) {
      case 'KEY':
        return this.database.read(gate, (tx) => ofKey(tx, credential, now));
      case 'SESSION':
        return this.database.read(gate, (tx) => ofSession(tx, credential.token, now));
      case 'TOKEN':
        return this.ofToken(credential.token);
    }
  }

  private async ofToken(token: string): Promise<Recognised | undefined> {
    const identity = await this.tokens.identityIn(token);
    if (identity === undefined) return undefined;
    const { issuer, subject, expiresAt } = identity;
    const visitor = await this.database.read(gate, (tx) => ofSubject(tx, issuer, subject));
    return visitor && { visitor, expiresAt };
  }

  /** Writes down that it was used, at most once a minute whoever else does. Nobody waits for it. */
  private async note(credentialId: string, at: number): Promise<void> {
    await this.database
      .writeAside(gate, (tx) =>
        tx.rows(
          `INSERT INTO credential_use (credential_id, last_used_at) VALUES ($1, $2) ON CONFLICT (credential_id)
           DO UPDATE SET last_used_at = excluded.last_used_at WHERE credential_use.last_used_at <= $3`,
          [credentialId, new Date(at), new Date(at - NOTED_EVERY_MS)],
        ),
      )
      .catch((cause: unknown) => this.log.warn('failed', cause));
  }
}
