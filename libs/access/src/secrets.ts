import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const API_KEY = /^kz_live_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** 256 random bits, as they travel in a key, a cookie or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It is random, so that a plain hash does. */
export function hashOf(secret: string): string {
  return hash('sha256', secret);
}

/** Compares two hashes in a time that tells nothing of where they differ. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** A service key as its holder keeps it. */
export function writeApiKey(id: string, secret: string): string {
  return `kz_live_${id.replaceAll('-', '')}_${secret}`;
}

/** The id and the secret in a service key; nothing where it is none. */
export function readApiKey(text: string): { id: string; secret: string } | undefined {
  const [, digits, secret] = API_KEY.exec(text) ?? [];
  if (digits === undefined || secret === undefined) return undefined;
  return { id: digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), secret };
}
