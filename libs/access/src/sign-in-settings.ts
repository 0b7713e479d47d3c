import type { Environment } from '#platform';

/** What signing in depends on; nothing of it must be set. */
export type SignInSettings = Partial<
  Pick<Environment, 'publicUrl' | 'oidcIssuer' | 'oidcAudience' | 'oidcClientId' | 'oidcClientSecret'>
>;

/** By what the settings are asked for. */
export const SIGN_IN_SETTINGS = Symbol('the settings of signing in');
