// Mutation testing of the rules: `npm run mutate`. docs/decisions/0010-mutation-testing.md says why it is set up so.
export default {
  mutate: [
    'libs/policy/src/**/*.ts',
    '!libs/policy/src/**/*.spec.ts',
    '!libs/policy/src/testing/**',
    // Wording in three languages. Its specs hold that all of it is there, differs and asks for the same facts; another
    // wording would be a wrong text only to a reader.
    '!libs/policy/src/clauses/**',
    '!libs/policy/src/{names,fact-words}.ts',
    // The page docs/policy.md as data: a spec compares the page letter by letter, so that every mutant would be killed
    // by that one test and only flatter the figure.
    '!libs/policy/src/rule-table/**',
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { configFile: 'test/mutation/jest.config.mjs', enableFindRelatedTests: false },
  maxTestRunnerReuse: 100,
  // A busy machine is no reason to call a mutant killed.
  timeoutMS: 15_000,
  coverageAnalysis: 'perTest',
  concurrency: 2,
  ignorePatterns: ['/.data', '/dist', '/.git', '/seed/*.xlsx', '/reports'],
  tempDirName: '.data/mutation/sandbox',
  incrementalFile: '.data/mutation/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: '.data/mutation/report.json' },
  htmlReporter: { fileName: '.data/mutation/report.html' },
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  allowEmpty: false,
};
