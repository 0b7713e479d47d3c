import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, welcome } from './examples.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', 'api', 'src', 'schema.graphql');

describe('the examples of the welcome', () => {
  it.each(EXAMPLES)('are valid: $question', ({ query }) => {
    expect(validate(buildSchema(readFileSync(SCHEMA, 'utf8')), parse(query))).toEqual([]);
  });

  it('survive being pasted into a shell', () => {
    const commands = welcome('http://localhost:4000/graphql')
      .split('\n')
      .filter((line) => line.startsWith('curl '));
    expect(commands).toHaveLength(EXAMPLES.length);
    const sent = commands.map((command) => {
      const echo = `curl() { shift 4; [ "$1" = -d ] && printf %s "$2"; }; ${command}`;
      return (JSON.parse(execFileSync('/bin/sh', ['-c', echo], { encoding: 'utf8' })) as { query: string }).query;
    });
    expect(sent).toEqual(EXAMPLES.map(({ query }) => query));
  });
});
