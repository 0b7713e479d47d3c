import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';

import { SIGN_IN_SETTINGS, SignInByIssuer, type SignInSettings } from '#access';
import { Log } from '#platform';

import { HAS_EDITOR } from './has-editor.ts';
import { clearCookie, isSecure, setCookie, setSession } from './session-cookie.ts';
import { sendTold, textsOf } from './sign-in.controller.ts';

/** For how long somebody may be at the issuer's before coming back. */
const AWAY_MS = 10 * 60_000;
const SCOPE = 'openid';

/** What must come back with whoever was sent to the issuer. */
interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Where people sign in who are known to an issuer: authorisation code with PKCE (OpenID Connect). */
@Controller('sign-in/oidc')
export class IssuerController {
  private readonly log = new Log('SignIn');
  private known: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly signingIn: SignInByIssuer,
    @Inject(SIGN_IN_SETTINGS) private readonly settings: SignInSettings,
    @Inject(HAS_EDITOR) private readonly hasEditor: boolean,
  ) {}

  @Get()
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const issuer = await this.issuer(request, reply);
    if (issuer === undefined) return;
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const address = oidc.buildAuthorizationUrl(issuer, {
      redirect_uri: this.returnAddress(),
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const secure = isSecure(this.settings.publicUrl);
    const expiresAt = new Date(Date.now() + AWAY_MS);
    setCookie(reply, this.cookie(), writeErrand({ state, nonce, verifier }), { secure, expiresAt });
    await reply.redirect(address.href, 303);
  }

  @Get('callback')
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const texts = textsOf(request);
    const issuer = await this.issuer(request, reply);
    if (issuer === undefined) return;
    const errand = readErrand(request.headers.cookie, this.cookie());
    clearCookie(reply, this.cookie());
    const identity = errand && (await this.identityFrom(issuer, request, errand));
    const session = identity && (await this.signingIn.run(identity.issuer, identity.subject));
    if (session === undefined) return sendTold(reply, 403, texts, texts.signIn, texts.unknownElsewhere);
    setSession(reply, this.settings.publicUrl, session);
    await reply.redirect(this.hasEditor ? '/graphql' : '/sign-in', 303);
  }

  private async identityFrom(
    issuer: oidc.Configuration,
    { url }: FastifyRequest,
    { state, nonce, verifier }: Errand,
  ): Promise<{ issuer: string; subject: string } | undefined> {
    try {
      const tokens = await oidc.authorizationCodeGrant(issuer, new URL(url, this.settings.publicUrl), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      return claims && { issuer: claims.iss, subject: claims.sub };
    } catch (cause) {
      this.log.warn('sign-in failed', cause);
      return undefined;
    }
  }

  /** The issuer as it describes itself; without one, or while it does not answer, that is said. */
  private async issuer(request: FastifyRequest, reply: FastifyReply): Promise<oidc.Configuration | undefined> {
    const texts = textsOf(request);
    const { oidcIssuer, oidcClientId, oidcClientSecret } = this.settings;
    if (oidcIssuer === undefined || oidcClientId === undefined) {
      sendTold(reply, 404, texts, texts.signIn, texts.unknownElsewhere);
      return undefined;
    }
    const options = oidcIssuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : undefined;
    const authenticated = oidcClientSecret === undefined ? oidc.None() : undefined;
    this.known ??= oidc.discovery(new URL(oidcIssuer), oidcClientId, oidcClientSecret, authenticated, options);
    try {
      return await this.known;
    } catch (cause) {
      this.known = undefined;
      this.log.error(cause);
      sendTold(reply, 503, texts, texts.signIn, texts.issuerSilent);
      return undefined;
    }
  }

  private returnAddress(): string {
    return new URL('/sign-in/oidc/callback', this.settings.publicUrl).href;
  }

  private cookie(): string {
    return isSecure(this.settings.publicUrl) ? '__Host-keizoku-errand' : 'keizoku-errand';
  }
}

function writeErrand(errand: Errand): string {
  return Buffer.from(JSON.stringify(errand)).toString('base64url');
}

function readErrand(cookies: string | undefined, name: string): Errand | undefined {
  const pair = cookies?.split(';').find((each) => each.trim().startsWith(`${name}=`));
  try {
    const { state, nonce, verifier } = JSON.parse(
      Buffer.from(pair?.split('=', 2)[1] ?? '', 'base64url').toString(),
    ) as Partial<Errand>;
    if (typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string')
      return { state, nonce, verifier };
  } catch {
    // whatever is no errand of ours is none
  }
  return undefined;
}
