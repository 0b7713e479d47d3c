import type { Clause } from './clauses/clause.ts';
import { DATES } from './clauses/dates.ts';
import { END_OF_SUPPORT } from './clauses/end-of-support.ts';
import { MACHINES } from './clauses/machines.ts';
import { OPTIONS } from './clauses/options.ts';
import { ORDERS } from './clauses/orders.ts';
import { REPAIRS } from './clauses/repairs.ts';
import { START_DATES } from './clauses/start-dates.ts';
import { NEW_PACKS } from './clauses/new-packs.ts';
import { OFFERS } from './clauses/offers.ts';
import { PREMIER } from './clauses/premier.ts';
import { REGIONS } from './clauses/regions.ts';
import { RENEWALS } from './clauses/renewals.ts';
import { SERVICE_LIFE } from './clauses/service-life.ts';

const ALL = {
  ...OFFERS,
  ...NEW_PACKS,
  ...RENEWALS,
  ...END_OF_SUPPORT,
  ...SERVICE_LIFE,
  ...PREMIER,
  ...REGIONS,
  ...START_DATES,
  ...OPTIONS,
  ...REPAIRS,
  ...MACHINES,
  ...ORDERS,
  ...DATES,
} as const;

/** The code of a rule: its id in rules.md without the leading `R-`, with underscores. */
export type RuleCode = keyof typeof ALL;

/** The one table of clauses, by rule code. */
export const CLAUSES: Readonly<Record<RuleCode, Clause>> = ALL;

/** Every rule code, in the order of the source. */
export const RULE_CODES = Object.keys(ALL) as readonly RuleCode[];
