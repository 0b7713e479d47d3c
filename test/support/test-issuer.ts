import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash, randomUUID } from 'node:crypto';

import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type GenerateKeyPairResult,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';

export const AUDIENCE = 'keizoku-api';
export const CLIENT_ID = 'keizoku';

interface Granted {
  readonly subject: string;
  readonly nonce: string | null;
  readonly challenge: string;
}

/** What is different about a token than a sound one. */
export interface Twist {
  readonly header?: Partial<JWTHeaderParameters>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly subject?: string;
}

/** An issuer of OpenID Connect that signs in whomever a test says: discovery, keys, authorisation and tokens. */
export class TestIssuer {
  /** Whom it signs in next. */
  subject = 'somebody';
  /** How often its keys were asked for. */
  keysAsked = 0;
  private readonly granted = new Map<string, Granted>();
  private keyId = 'first';

  private constructor(
    private readonly server: Server,
    private readonly now: () => Date,
    private keys: GenerateKeyPairResult,
  ) {}

  static async start(now: () => Date): Promise<TestIssuer> {
    const keys = await generateKeyPair('RS256', { extractable: true });
    const server = createServer();
    const issuer = new TestIssuer(server, now, keys);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void issuer.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Signs with another key from now on. */
  async changeKeys(): Promise<void> {
    this.keys = await generateKeyPair('RS256', { extractable: true });
    this.keyId = randomUUID();
  }

  /** An access token, sound but for what is said. */
  async token({ header, claims, subject = this.subject }: Twist = {}): Promise<string> {
    return this.signed(subject, { aud: AUDIENCE, ...claims }, { typ: 'at+jwt', ...header });
  }

  /** A token signed with the public key as if it were a secret. */
  async tokenWithPublicKeyAsSecret(): Promise<string> {
    const secret = new TextEncoder().encode(await exportSPKI(this.keys.publicKey));
    const seconds = Math.floor(this.now().getTime() / 1000);
    return new SignJWT({ aud: AUDIENCE, iss: this.url, sub: this.subject, iat: seconds, exp: seconds + 600 })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: this.keyId })
      .sign(secret);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async signed(subject: string, claims: object, header: Partial<JWTHeaderParameters>): Promise<string> {
    const seconds = Math.floor(this.now().getTime() / 1000);
    return new SignJWT({ iss: this.url, sub: subject, iat: seconds, exp: seconds + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: this.keyId, ...header })
      .sign(this.keys.privateKey);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const send = (body: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname === '/.well-known/openid-configuration') return send(this.description());
    if (pathname === '/keys') {
      this.keysAsked += 1;
      return send({ keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: this.keyId, alg: 'RS256', use: 'sig' }] });
    }
    if (pathname === '/authorize') return this.authorise(searchParams, response);
    if (pathname === '/token') return send(...(await this.exchange(new URLSearchParams(await textOf(request)))));
    send({}, 404);
  }

  private description(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  private authorise(asked: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    const challenge = asked.get('code_challenge') ?? '';
    this.granted.set(code, { subject: this.subject, nonce: asked.get('nonce'), challenge });
    const back = new URL(asked.get('redirect_uri') ?? this.url);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  }

  private async exchange(form: URLSearchParams): Promise<[object, number]> {
    const code = form.get('code') ?? '';
    const granted = this.granted.get(code);
    this.granted.delete(code);
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (granted?.challenge !== proof) return [{ error: 'invalid_grant' }, 400];
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { aud: CLIENT_ID, nonce: granted.nonce, iat: seconds, exp: seconds + 600 };
    const idToken = await this.signed(granted.subject, claims, {});
    return [{ access_token: 'opaque', token_type: 'Bearer', expires_in: 600, id_token: idToken }, 200];
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
