import { GraphQLScalarType, Kind } from 'graphql';

import { parseCalendarDate } from '#policy';

import { Problem } from '../problem.ts';

// Far beyond any machine; within what every term can be added to.
const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2199-12-31';

function readDay(value: unknown): string {
  const day = typeof value === 'string' ? parseCalendarDate(value) : undefined;
  if (day !== undefined && day >= FIRST_DAY && day <= LAST_DAY) return day;
  throw new Problem(
    'BAD_USER_INPUT',
    `${JSON.stringify(value)} is not a calendar day. Write an existing day as YYYY-MM-DD, of the years 1900 to 2199.`,
  );
}

/** A calendar day, `YYYY-MM-DD`. */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: 'A calendar day, written YYYY-MM-DD, with no time and no time zone.',
  serialize: String,
  parseValue: readDay,
  parseLiteral: (node) => readDay(node.kind === Kind.STRING ? node.value : undefined),
});

function readDecimal(value: unknown): string {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value;
  throw new Problem(
    'BAD_USER_INPUT',
    `${JSON.stringify(value)} is not a decimal number. Write it as a string: "1250.50".`,
  );
}

/** An exact decimal number, as a string. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number, written as a string.',
  serialize: readDecimal,
  parseValue: readDecimal,
  parseLiteral: (node) => readDecimal(node.kind === Kind.STRING ? node.value : undefined),
});

/** Any JSON, as it is; only ever answered. */
export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value, as it was recorded.',
  serialize: (value) => value,
  parseValue: () => {
    throw new Problem('BAD_USER_INPUT', 'JSON is answered, never taken.');
  },
});
