// Every spec of the rules as one test file, for mutation testing: the rules are loaded once for each mutant and not once
// for each spec. Specs of examples come first and those of properties last, so that most mutants fail at once.
/* global __dirname, describe */
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const fc = require('fast-check');

const RULES = path.resolve(__dirname, '..', '..', 'libs', 'policy', 'src');
// Not in it: the table of rules, which is compared with docs/policy.md letter by letter and not mutated, and the spec that
// asks other processes, where no mutant is at work.
const specs = readdirSync(RULES).filter((name) => name.endsWith('.spec.ts') && name !== 'process.spec.ts');
const hasProperties = (name) => readFileSync(path.join(RULES, name), 'utf8').includes("'fast-check'");

// The same cases for every mutant, so that a mutant lives or dies by itself and not by chance.
fc.configureGlobal({ seed: 2026, endOnFailure: true });

for (const name of specs.sort((a, b) => Number(hasProperties(a)) - Number(hasProperties(b)))) {
  describe(name, () => {
    require(path.join(RULES, name));
  });
}
