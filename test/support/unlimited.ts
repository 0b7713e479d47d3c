import type { ApiOptions } from '../../apps/api/src/api.module.ts';

/** Tests ask for more within a minute than anybody else does, from one address. */
const PLENTY = 1_000_000_000_000;

/** The limits of the API, out of reach but not switched off. */
export const UNLIMITED: NonNullable<ApiOptions['limits']> = {
  costPerMinute: { person: PLENTY, key: PLENTY, address: PLENTY },
  trustedProxies: [],
};

/** The same, as the settings of a process. */
export const UNLIMITED_SETTINGS = {
  COST_PER_MINUTE_PERSON: String(PLENTY),
  COST_PER_MINUTE_KEY: String(PLENTY),
  COST_PER_MINUTE_ADDRESS: String(PLENTY),
};
