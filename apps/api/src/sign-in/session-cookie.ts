import type { FastifyReply } from 'fastify';

import { sessionCookieOf } from '#access';

/** Whether people find us over https: then a cookie goes nowhere else. */
export function isSecure(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

/** Gives the browser its session, out of reach of scripts and of what other sites make it send. */
export function setSession(
  reply: FastifyReply,
  publicUrl: string | undefined,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
): void {
  setCookie(reply, sessionCookieOf(publicUrl), token, { secure: isSecure(publicUrl), expiresAt });
}

/** Takes it away again. */
export function clearSession(reply: FastifyReply, publicUrl: string | undefined): void {
  clearCookie(reply, sessionCookieOf(publicUrl));
}

/** Sets a cookie of this host, for all of its paths. */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  { secure, expiresAt }: { readonly secure: boolean; readonly expiresAt: Date },
): void {
  addCookie(reply, `${name}=${value}; Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax`, secure);
}

export function clearCookie(reply: FastifyReply, name: string): void {
  addCookie(reply, `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`, name.startsWith('__Host-'));
}

function addCookie(reply: FastifyReply, cookie: string, secure: boolean): void {
  void reply.header('set-cookie', secure ? `${cookie}; Secure` : cookie);
}
