import { GraphQLScalarType, Kind } from 'graphql';

import { parseCalendarDate } from '#policy';

import { Problem } from '../problem.ts';

function readDay(value: unknown): string {
  const day = typeof value === 'string' ? parseCalendarDate(value) : undefined;
  if (day !== undefined) return day;
  throw new Problem(
    'BAD_USER_INPUT',
    `${JSON.stringify(value)} is not a calendar day. Write an existing day as YYYY-MM-DD.`,
  );
}

/** A calendar day, `YYYY-MM-DD`. */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: 'A calendar day, written YYYY-MM-DD, with no time and no time zone.',
  serialize: readDay,
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
