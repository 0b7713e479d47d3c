import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CLAUSES, RULE_CODES } from '../clauses.ts';
import { findingOf } from '../testing/a-request.ts';
import { judged } from '../testing/example.ts';
import { EXAMPLES } from '../testing/rule-examples.ts';
import { JUDGED_RULES } from './judged-rules.ts';
import { policyPage, ruleTable } from './rule-table.ts';
import { RULE_IDS } from './rule-ids.ts';

const ROOT = new URL('../../../../', import.meta.url);
const PAGE = new URL('docs/policy.md', ROOT);
const RULES = new URL('../shared/policy/rules.md', ROOT);

describe('the table of rules', () => {
  const rows = ruleTable();

  it('has a row for every rule, once', () => {
    const codes = rows.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(expect.arrayContaining(RULE_IDS.map((id) => id.slice(2).replaceAll('-', '_'))));
    expect(codes).toEqual(expect.arrayContaining([...RULE_CODES]));
    expect(codes.length).toBe(RULE_IDS.length + 3);
  });

  it('says where each rule is held, and the file is there and knows it', () => {
    for (const { code, heldIn } of rows) {
      expect(heldIn.length).toBeGreaterThan(0);
      for (const place of heldIn)
        expect({ place, exists: existsSync(new URL(place, ROOT)) }).toEqual({ place, exists: true });
      if (!(code in CLAUSES)) continue;
      const held = readFileSync(new URL(heldIn[0] ?? '', ROOT), 'utf8');
      expect(held).toMatch(new RegExp(`'${code}'|R-${code.replaceAll('_', '-')}`));
    }
  });

  it.each(RULE_CODES.map((rule) => ({ rule })))('$rule does what the table says', ({ rule }) => {
    const effects = EXAMPLES[rule].speaks.map((example) => findingOf(judged(example), rule)?.effect);
    const [, listed] = JUDGED_RULES[rule];
    for (const effect of effects) expect(listed).toContain(effect);
  });

  it('is the page in docs', () => {
    if (process.env.UPDATE_POLICY_TABLE === '1') writeFileSync(PAGE, policyPage());
    expect(readFileSync(PAGE, 'utf8')).toBe(policyPage());
  });

  it('misses no rule of the list it was made from, where that is at hand', () => {
    if (!existsSync(RULES)) return;
    const [section = ''] = readFileSync(RULES, 'utf8').split(/^## \(b\)/m);
    const ids = [...section.matchAll(/^\| (R-[A-Z0-9-]+) /gm)].map(([, id]) => id);
    expect([...RULE_IDS]).toEqual(ids);
  });
});
