import { hashOf, readApiKey } from '../secrets.ts';

/** What a request shows of who asks, as far as it can be one: a service key, a person's access token, or a session. */
export type Credential =
  | { readonly kind: 'KEY'; readonly id: string; readonly secret: string }
  | { readonly kind: 'TOKEN'; readonly token: string }
  | { readonly kind: 'SESSION'; readonly token: string };

/** What a request shows of who asks, as it came. */
export interface Shown {
  readonly kind: 'AUTHORIZATION' | 'SESSION';
  readonly text: string;
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

const SESSION_COOKIES = { https: '__Host-keizoku', http: 'keizoku' } as const;
export type SessionCookie = (typeof SESSION_COOKIES)[keyof typeof SESSION_COOKIES];

/** The name of a session's cookie: where people find us over https, one that no other host and no unsafe page can set. */
export function sessionCookieOf(publicUrl: string | undefined): SessionCookie {
  return publicUrl?.startsWith('https:') ? SESSION_COOKIES.https : SESSION_COOKIES.http;
}

const BEARER = /^bearer +([^ ]+) *$/i;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const LONGEST = 8_192;

/** The text by which a request shows who asks; nothing where there is none, or none that may count. */
export function shownIn(headers: Headers, method: string, sessionCookie: SessionCookie): Shown | undefined {
  const { authorization, cookie } = headers;
  if (typeof authorization === 'string')
    return authorization.length <= LONGEST ? { kind: 'AUTHORIZATION', text: authorization } : undefined;
  const text = typeof cookie === 'string' ? sessionToken(cookie, sessionCookie) : undefined;
  return text !== undefined && isOfOurPages(headers, method) ? { kind: 'SESSION', text } : undefined;
}

/** What is kept of it to know it again. */
export function hashOfShown({ kind, text }: Shown): string {
  return hashOf(`${kind} ${text}`);
}

/** The credential in what is shown; nothing where it can be none. */
export function credentialIn({ kind, text }: Shown): Credential | undefined {
  return kind === 'SESSION' ? { kind, token: text } : bearer(text);
}

function bearer(authorization: string): Credential | undefined {
  const text = BEARER.exec(authorization)?.[1];
  if (text === undefined) return undefined;
  const key = readApiKey(text);
  if (key) return { kind: 'KEY', ...key };
  return JWT.test(text) ? { kind: 'TOKEN', token: text } : undefined;
}

function sessionToken(cookie: string, sessionCookie: SessionCookie): string | undefined {
  for (const pair of cookie.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === sessionCookie && value && SECRET.test(value)) return value;
  }
  return undefined;
}

/**
 * Whether a browser sends the request for one of our own pages, or for its user: a cookie goes along with what other
 * sites make it send, too. What only looks may be followed to from anywhere.
 */
export function isOfOurPages(headers: Headers, method: string): boolean {
  const { origin, host, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  const onlyLooks = method === 'GET' || method === 'HEAD';
  if (origin !== undefined && !isOrigin(origin, host)) return false;
  if (site === undefined) return onlyLooks || origin !== undefined;
  return site === 'same-origin' || site === 'none' || (onlyLooks && mode === 'navigate');
}

function isOrigin(origin: string | string[], host: string | string[] | undefined): boolean {
  return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === host;
}
