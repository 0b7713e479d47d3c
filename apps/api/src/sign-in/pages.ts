import { hash } from 'node:crypto';

import type { FastifyReply } from 'fastify';

import type { PageTexts } from './page-texts.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:12vh auto;padding:0 1rem;color:#1c2733;background:#f6f7f9}
main{background:#fff;padding:1.5rem;border-radius:8px;box-shadow:0 1px 4px #0003}h1{font-size:1.25rem;margin:0 0 1rem}
label{display:block;margin:0 0 .75rem}input{display:block;box-sizing:border-box;width:100%;font:inherit;padding:.5rem;border:1px solid #8a96a3;border-radius:4px}
button{font:inherit;padding:.5rem 1rem;border:0;border-radius:4px;background:#0b5cad;color:#fff}p.told{color:#a32015}small{color:#4d5965}`;

/** Nothing is run, nothing is loaded, nobody frames it; forms go back to us. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Sends a page. It is nobody's to keep, and its address, which may carry a token, goes nowhere. */
export function sendPage(
  reply: FastifyReply,
  status: number,
  { language }: PageTexts,
  title: string,
  body: string,
): void {
  void reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header('x-frame-options', 'DENY')
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Keizoku – ${escaped(title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
    );
}

/** The form for name and password, and the way to whoever else signs people in. */
export function signInForm(
  texts: PageTexts,
  { told, elsewhere, signInName = '' }: { told?: string; elsewhere: boolean; signInName?: string },
): string {
  const other = elsewhere ? `<p><a href="/sign-in/oidc">${escaped(texts.elsewhere)}</a></p>` : '';
  const fields =
    field(
      texts.signInName,
      `name="signInName" type="email" autocomplete="username" required value="${escaped(signInName)}"${focus(!signInName)}`,
    ) +
    field(
      texts.password,
      `name="password" type="password" autocomplete="current-password" required${focus(!!signInName)}`,
    );
  return `${said(told)}<form method="post" action="/sign-in">${fields}<button>${escaped(texts.signIn)}</button></form>${other}`;
}

/** What a person sees who is signed in. */
export function signedInPage(texts: PageTexts, withEditor: boolean): string {
  const editor = withEditor ? `<p><a href="/graphql">${escaped(texts.toEditor)}</a></p>` : '';
  return `<p>${escaped(texts.signedIn)}</p>${editor}<form method="post" action="/sign-out"><button>${escaped(texts.signOut)}</button></form>`;
}

/** The form by which a password is set; with a name, where that is the owner's to choose. */
export function setUpForm(
  texts: PageTexts,
  token: string,
  {
    told,
    known,
    given = {},
  }: { told?: string; known: string | null; given?: { signInName?: string; displayName?: string } },
): string {
  const names =
    known === null
      ? field(
          texts.signInName,
          `name="signInName" type="email" autocomplete="username" required value="${escaped(given.signInName ?? '')}"`,
        ) + field(texts.displayName, `name="displayName" maxlength="200" value="${escaped(given.displayName ?? '')}"`)
      : field(texts.signInName, `type="email" autocomplete="username" readonly value="${escaped(known)}"`);
  const password = field(
    texts.password,
    'name="password" type="password" autocomplete="new-password" minlength="12" required',
  );
  return `${said(told)}<form method="post" action="/set-up"><input type="hidden" name="token" value="${escaped(token)}">${names}${password}<p><small>${escaped(texts.passwordRule)}</small></p><button>${escaped(texts.setPassword)}</button></form>`;
}

/** A sentence that tells what went wrong. */
export function said(told: string | undefined): string {
  return told === undefined ? '' : `<p class="told" role="alert">${escaped(told)}</p>`;
}

function field(label: string, attributes: string): string {
  return `<label>${escaped(label)}<input ${attributes}></label>`;
}

function focus(isHere: boolean): string {
  return isHere ? ' autofocus' : '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
