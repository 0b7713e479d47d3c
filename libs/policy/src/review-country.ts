import type { CalendarDate } from './calendar-date.ts';
import { COUNTRY_RULES, HOME_COUNTRY } from './country.rule.ts';
import type { Decision } from './decision.ts';
import { decided, findingsOf } from './judgement.ts';

/** A service that was bought, and where its machine is used now. */
export interface CountryQuestion {
  readonly on: CalendarDate;
  /** Countries by their two letters. */
  readonly boughtIn: string;
  readonly usedIn: string;
  /** The country whose offerings are at hand; Japan unless said. */
  readonly market?: string | undefined;
}

/** Does a service bought in one country apply where the machine is used (rules.md a.10)? */
export function reviewCountry({ on, boughtIn, usedIn, market = HOME_COUNTRY }: CountryQuestion): Decision {
  const use = { soldIn: boughtIn, usedIn, cameFrom: boughtIn, market };
  return decided({ on }, findingsOf(COUNTRY_RULES, use));
}
