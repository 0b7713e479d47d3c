import type { Finding } from './decision.ts';
import { inform, refuse } from './finding.ts';
import type { ServiceRequest } from './service-request.ts';

/** Where a service is sold, and where its machine stands; countries by their two letters. */
export interface CountryOfUse {
  readonly soldIn: string;
  /** Absent when nobody has said. */
  readonly usedIn?: string | undefined;
  /** Where the machine, or the service it has, was bought. */
  readonly cameFrom: string;
  /** The country whose offerings are at hand. */
  readonly market: string;
}

/** The catalogue is the Japanese one unless a market says otherwise. */
export const HOME_COUNTRY = 'JP';

/** A service applies only in the country where it was bought (rules.md R-CTRY-BOUND). */
export function isUsedWhereItIsSold({ soldIn, usedIn }: CountryOfUse): Finding | undefined {
  return usedIn === undefined || usedIn === soldIn ? undefined : refuse('CTRY_BOUND', { soldIn, usedIn });
}

/** A machine brought into the country needs a service of that country (R-CTRY-IN). */
export function isServedHereOnceBroughtIn({ usedIn, cameFrom, market }: CountryOfUse): Finding | undefined {
  return usedIn === market && cameFrom !== market ? inform('CTRY_IN', { cameFrom, usedIn }) : undefined;
}

/** A machine taken abroad needs a service of the country it goes to (R-CTRY-OUT). */
export function isServedThereOnceTakenOut({ usedIn, market }: CountryOfUse): Finding | undefined {
  return usedIn === undefined || usedIn === market ? undefined : inform('CTRY_OUT', { usedIn });
}

export const COUNTRY_RULES = [isUsedWhereItIsSold, isServedHereOnceBroughtIn, isServedThereOnceTakenOut] as const;

/** The country of use of a service asked for: it would be bought in the market. */
export function countryOfUse({ machine, market }: Pick<ServiceRequest, 'machine' | 'market'>): CountryOfUse {
  const soldIn = market.country ?? HOME_COUNTRY;
  return { soldIn, usedIn: machine.countryOfUse, cameFrom: machine.country, market: soldIn };
}
