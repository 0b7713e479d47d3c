import { addDays, type CalendarDate, calendarDate } from '#policy';

import { MACHINE_TYPES } from './data/catalogue.ts';
import { machineKey, machinesOf } from './data/installed-base.ts';

/** The day everything is judged on: the clock is not what is measured. */
export const ON = '2026-11-02';
const FIRST_END = calendarDate('2026-01-01');
const END_DAYS = 900;
const WINDOW_DAYS = 60;

/** A main query: how it is asked, and with which variables for each of many different keys. */
export interface Question {
  readonly name: 'catalogue' | 'machine' | 'renewals' | 'eligibleServices';
  /** Prepared statements it may take; the words that open and close its transaction are not counted. */
  readonly statements: number;
  readonly query: string;
  readonly variables: (key: number, contracts: number) => Record<string, unknown>;
}

const MACHINE_KEY = (key: number, contracts: number): Record<string, unknown> =>
  machineKey((key * 7927) % machinesOf(contracts));

export const QUESTIONS: readonly Question[] = [
  {
    name: 'catalogue',
    statements: 1,
    query: `query catalogue($productNumber: String!) {
      serviceOfferings(productNumber: $productNumber, on: "${ON}", first: 20) {
        nodes { partNumber name(locale: JA) kind serviceLevel premier keepYourDrive termMonths listPrice { amount currency } onSaleFrom onSaleUntil }
        pageInfo { hasNextPage endCursor }
      } }`,
    variables: (key) => ({ productNumber: `B${String(key % MACHINE_TYPES).padStart(3, '0')}-CTO1WW` }),
  },
  {
    name: 'machine',
    statements: 2,
    query: `query machine($machineType: String!, $serial: String!) {
      machine(machineType: $machineType, serial: $serial) {
        productNumber serial country shippedOn customer { name } machineType { code productName endOfSupport { state on } }
        warranty { period { startsOn endsOn } serviceLevel }
        contracts(first: 10) { nodes { id packSerial registeredOn status(on: "${ON}") period { startsOn endsOn }
          offering { partNumber name(locale: JA) kind serviceLevel premier termMonths } } }
        coverage(on: "${ON}") { covered coveredUntil periods { layer serviceLevel premier period { startsOn endsOn } } }
      } }`,
    variables: MACHINE_KEY,
  },
  {
    name: 'renewals',
    statements: 2,
    query: `query renewals($from: LocalDate!, $to: LocalDate!) {
      renewals(where: { endingFrom: $from, endingTo: $to }, on: "${ON}", first: 50) {
        nodes { lastCoveredOn serviceLevel premier recommendedOrderOn latestSafeOrderOn daysLeft lapsedDays
          machine { productNumber serial country customer { name } machineType { productName } } }
        pageInfo { hasNextPage endCursor }
      } }`,
    variables: (key) => {
      const from: CalendarDate = addDays(FIRST_END, (key * 31) % END_DAYS);
      return { from, to: addDays(from, WINDOW_DAYS) };
    },
  },
  {
    name: 'eligibleServices',
    statements: 2,
    query: `query eligibleServices($machineType: String!, $serial: String!) {
      machine(machineType: $machineType, serial: $serial) {
        productNumber serial
        eligibleServices(on: "${ON}", kind: RENEWAL) {
          offering { partNumber serviceLevel premier termMonths }
          decision { verdict period { startsOn endsOn } charges { kind price { amount currency } } findings { rule effect } }
        }
      } }`,
    variables: MACHINE_KEY,
  },
];

/** What is sent for a key: the same for every server. */
export function bodyOf({ name, query, variables }: Question, key: number, contracts: number): string {
  return JSON.stringify({
    operationName: name,
    query: query.replace(/\s+/g, ' '),
    variables: variables(key, contracts),
  });
}
