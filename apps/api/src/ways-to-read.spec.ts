import { describe, expect, it } from '@jest/globals';
import { buildSchema, type ExecutionResult, GraphQLError, parse } from 'graphql';

import type { Operation, WayToRead } from '#platform';

import { ReadingHabit } from './reading-habit.ts';
import { answeredInTheBestWay } from './ways-to-read.ts';

const SCHEMA = buildSchema('type Query { machine: String }');
const DOCUMENT = parse('{ machine }');

interface Tried extends WayToRead {
  ended: boolean;
}

interface Answering {
  readonly hasReplicas?: boolean;
  /** Whether an answer by a way went at once; an answer with problems otherwise. */
  readonly goesAtOnce?: (way: WayToRead) => boolean;
  readonly problems?: (way: WayToRead) => boolean;
  readonly isOver?: boolean;
}

/** Which ways are tried for one answer. */
async function waysTried(habit: ReadingHabit | undefined, answering: Answering = {}): Promise<string[]> {
  const { hasReplicas = false, goesAtOnce = () => true, problems = () => false, isOver = false } = answering;
  const tried: Tried[] = [];
  const ways = new Map<Operation, Tried>();
  const operationFor = (way: WayToRead): Operation => {
    const known: Tried = { ...way, ended: false };
    const operation = {
      hasReplicas,
      wentAtOnce: goesAtOnce(way),
      anew: operationFor,
      end: async () => void (known.ended = true),
    } as unknown as Operation;
    ways.set(operation, known);
    return operation;
  };
  const context = {
    operation: operationFor({ readsAnywhere: false, atOnce: false }),
    deadline: { isOver } as never,
  };
  const answer = async (): Promise<ExecutionResult> => {
    const way = ways.get(context.operation) as Tried;
    tried.push(way);
    return problems(way) ? { errors: [new GraphQLError('broken')] } : { data: {} };
  };
  await answeredInTheBestWay(context, { schema: SCHEMA, document: DOCUMENT, habit }, answer);
  // Whoever answers ends the last one.
  expect(tried.slice(0, -1).every(({ ended }) => ended)).toBe(true);
  return tried.map(
    ({ atOnce, readsAnywhere }) => `${atOnce ? 'shared' : 'own'}, ${readsAnywhere ? 'anywhere' : 'primary'}`,
  );
}

const atOnce = (): ReadingHabit => new ReadingHabit(0);

describe('a query is read', () => {
  it('over its own connection to the primary while nothing better is known', async () => {
    expect(await waysTried(undefined)).toEqual(['own, primary']);
    const habit = new ReadingHabit(2);
    expect(await waysTried(habit)).toEqual(['own, primary']);
    expect(await waysTried(habit)).toEqual(['own, primary']);
    expect(await waysTried(habit)).toEqual(['shared, primary']);
  });

  it('over a shared connection where that is its habit, and its problems are answered as any', async () => {
    expect(await waysTried(atOnce(), { problems: () => true })).toEqual(['shared, primary']);
  });

  it('anew where it did not go at once after all, which it then does not try for long', async () => {
    const habit = atOnce();
    const goesAtOnce = (way: WayToRead): boolean => !way.atOnce;
    expect(await waysTried(habit, { goesAtOnce })).toEqual(['shared, primary', 'own, primary']);
    expect(await waysTried(habit, { goesAtOnce })).toEqual(['own, primary']);
  });

  it('not anew when its time is over', async () => {
    expect(await waysTried(atOnce(), { goesAtOnce: () => false, isOver: true })).toEqual(['shared, primary']);
  });

  it('from a replica where there are any, whose problems are no last word', async () => {
    const hasReplicas = true;
    const problems = ({ readsAnywhere }: WayToRead): boolean => readsAnywhere;
    expect(await waysTried(undefined, { hasReplicas })).toEqual(['own, anywhere']);
    expect(await waysTried(undefined, { hasReplicas, problems })).toEqual(['own, anywhere', 'own, primary']);
    expect(await waysTried(atOnce(), { hasReplicas })).toEqual(['shared, anywhere']);
    expect(await waysTried(atOnce(), { hasReplicas, problems })).toEqual(['shared, anywhere', 'own, primary']);
    const goesAtOnce = (way: WayToRead): boolean => !way.atOnce;
    expect(await waysTried(atOnce(), { hasReplicas, goesAtOnce })).toEqual(['shared, anywhere', 'own, anywhere']);
  });

  it('over a shared connection to a replica, too, once it has read at once there', async () => {
    const habit = new ReadingHabit(2);
    expect(await waysTried(habit, { hasReplicas: true })).toEqual(['own, anywhere']);
    expect(await waysTried(habit, { hasReplicas: true })).toEqual(['own, anywhere']);
    expect(await waysTried(habit, { hasReplicas: true })).toEqual(['shared, anywhere']);
  });
});
