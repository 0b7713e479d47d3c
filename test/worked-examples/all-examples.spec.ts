import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..', '..');
const BOOK = resolve(ROOT, '..', 'shared', 'policy', 'worked-examples.md');

/** The worked examples of the data-centre services, by section of the book. */
const EXAMPLES = [
  ...['W01', 'W02', 'W03', 'W04', 'W07', 'W08', 'W09', 'W10', 'W12', 'W13', 'W14', 'W15', 'W17'],
  ...['W19', 'W20', 'W21', 'W22', 'W23', 'W24', 'W26', 'W27'],
  ...['W28', 'W30', 'W31', 'W34', 'W35'],
  ...['W36', 'W37', 'W39', 'W40', 'W41', 'W42', 'W44'],
  ...['W46', 'W47', 'W51', 'W52', 'W53'],
  ...['W55', 'W56', 'W59', 'W61', 'W63', 'W64'],
  ...['W65', 'W67'],
  ...['W69', 'W70', 'W71', 'W73', 'W74'],
  ...['W78', 'W79', 'W81', 'W83', 'W84', 'W86'],
];

/** Examples that are no judgement of the policy, and why. */
const NOT_OF_THE_POLICY: Readonly<Record<string, string>> = {
  W79: 'finding the offerings of a model is the catalogue’s own look-up',
};

/** Parts of examples that a client cannot reach, and why. The rest of each is asked through the API all the same. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  W07: 'there are no quotes to accept yet: the two days are asked one by one',
  W42: 'there are no approvals yet: what needs one is asked for, and rejected when ordered',
  W86: 'base warranty is no contract that could be given up: a pack is asked to start on another day instead',
};

/** The ids that the strings of the specs in a folder speak of; a comment is no example. */
function examplesIn(folder: string): string[] {
  const specs = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('spec.ts') && !name.endsWith('all-examples.spec.ts'),
  );
  const strings = specs.flatMap((name) => readFileSync(join(ROOT, folder, name), 'utf8').match(/'[^'\n]*'/g) ?? []);
  return [...new Set(strings.flatMap((text) => text.match(/\bW\d\d\b/g) ?? []))].sort();
}

it('every worked example is told of the policy', () => {
  expect([...examplesIn('libs/policy/src'), ...Object.keys(NOT_OF_THE_POLICY)].sort()).toEqual(EXAMPLES);
});

it('every worked example is told through the API, as far as a client can reach it', () => {
  expect(examplesIn('test')).toEqual(EXAMPLES);
  for (const id of Object.keys(OUT_OF_REACH)) expect(EXAMPLES).toContain(id);
});

it('misses no example of the book, where that is at hand', () => {
  if (!existsSync(BOOK)) return;
  const ids = [...readFileSync(BOOK, 'utf8').matchAll(/^\| (W\d\d) \|/gm)].map(([, id]) => id);
  expect(ids).toEqual(EXAMPLES);
});
