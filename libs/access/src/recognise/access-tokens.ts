import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';

import { Clock, Log, Problem } from '#platform';

import { SIGN_IN_SETTINGS, type SignInSettings } from '../sign-in-settings.ts';

/** Signed by the issuer's own key; never by a secret that both know, and never by nobody. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const SKEW_SECONDS = 30;
const KEYS_KEPT_MS = 10 * 60_000;
/** Keys that are not known are asked for at most once in so long. */
const ASKED_AGAIN_MS = 60_000;
const PATIENCE_MS = 5_000;

/** Whom a token names: what somebody may do is not in it. */
export interface TokenIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly expiresAt: number;
}

/** Checks the access tokens (RFC 9068) of the issuer that is set. */
@Injectable()
export class AccessTokens {
  private readonly log = new Log('AccessTokens');
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly clock: Clock,
    @Inject(SIGN_IN_SETTINGS) private readonly settings: SignInSettings,
  ) {}

  /** The identity in a token; nothing where it is not one for us. Throws `SERVICE_UNAVAILABLE` when nobody can tell. */
  async identityIn(token: string): Promise<TokenIdentity | undefined> {
    const { oidcIssuer: issuer, oidcAudience: audience } = this.settings;
    if (issuer === undefined || audience === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, await this.keysOf(issuer), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['exp', 'sub'],
        currentDate: this.clock.now(),
      });
      return identityOf(payload, issuer);
    } catch (cause) {
      if (cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout)) return undefined;
      this.log.error(cause);
      throw new Problem(
        'SERVICE_UNAVAILABLE',
        'The issuer of the token does not answer right now. Try again in a moment.',
      );
    }
  }

  private async keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    this.keys ??= askForKeys(issuer);
    try {
      return await this.keys;
    } catch (cause) {
      this.keys = undefined;
      throw cause;
    }
  }
}

function identityOf({ sub, exp }: JWTPayload, issuer: string): TokenIdentity | undefined {
  return sub === undefined || exp === undefined ? undefined : { issuer, subject: sub, expiresAt: exp * 1000 };
}

/** Where the issuer's keys are, it says itself. */
async function askForKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  const said = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (said.issuer !== issuer || typeof said.jwks_uri !== 'string')
    throw new Error('the issuer does not say that it is the one that is set, or not where its keys are');
  return createRemoteJWKSet(new URL(said.jwks_uri), {
    cacheMaxAge: KEYS_KEPT_MS,
    cooldownDuration: ASKED_AGAIN_MS,
    timeoutDuration: PATIENCE_MS,
  });
}
