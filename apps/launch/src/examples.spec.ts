import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EXAMPLES, welcome } from './examples.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', 'api', 'src', 'schema.graphql');

describe('the examples of the welcome', () => {
  it.each(EXAMPLES)('are valid: $question', ({ query }) => {
    expect(validate(buildSchema(readFileSync(SCHEMA, 'utf8')), parse(query))).toEqual([]);
  });

  it('survive being pasted into a shell', () => {
    const keyFile = join(mkdtempSync(join(tmpdir(), `owner's folder `)), 'owner.key');
    writeFileSync(keyFile, 'kz_live_1_2\n');
    const commands = welcome('http://localhost:4000/graphql', { keyFile })
      .split('\n')
      .filter((line) => line.startsWith('curl '));
    expect(commands).toHaveLength(EXAMPLES.length);
    const sent = commands.map((command) => {
      const echo = `curl() { [ "$4" = 'authorization: Bearer kz_live_1_2' ] && [ "$7" = -d ] && printf %s "$8"; }; ${command}`;
      return (JSON.parse(execFileSync('/bin/sh', ['-c', echo], { encoding: 'utf8' })) as { query: string }).query;
    });
    expect(sent).toEqual(EXAMPLES.map(({ query }) => query));
    rmSync(dirname(keyFile), { recursive: true });
  });

  it('say how the owner gets in, as long as there is something to say', () => {
    const told = welcome('http://localhost:4000/graphql', { setUpToken: 'abc' });
    expect(told).toContain('http://localhost:4000/set-up?token=abc');
    expect(welcome('http://localhost:4000/graphql', {})).not.toContain('token=');
  });
});
