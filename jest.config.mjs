/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testRegex: ['\\.(spec|e2e-spec)\\.ts$'],
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  // The build has the same package.json imports; only the sources are tested.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  globalSetup: '<rootDir>/test/support/embedded-for-tests.start.ts',
  globalTeardown: '<rootDir>/test/support/embedded-for-tests.stop.ts',
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
  // Much of what a test does is done by the database and by processes it starts: one worker alone would wait for them.
  maxWorkers: '100%',
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2024',
        },
        module: { type: 'es6' },
      },
    ],
  },
};
