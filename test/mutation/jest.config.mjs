import path from 'node:path';
import ordinary from '../../jest.config.mjs';

const [[pattern, [compiler, options]]] = Object.entries(ordinary.transform);

/**
 * The rules alone, without the database. As CommonJS: Jest keeps what it has loaded as native modules, and a mutant costs
 * that again and again.
 *
 * @type {import('jest').Config}
 */
export default {
  rootDir: path.resolve(import.meta.dirname, '..', '..'),
  roots: ['<rootDir>/test/mutation', '<rootDir>/libs/policy'],
  testMatch: ['<rootDir>/test/mutation/policy-specs.cjs'],
  testEnvironment: path.join(import.meta.dirname, 'first-failure-environment.mjs'),
  modulePathIgnorePatterns: ordinary.modulePathIgnorePatterns,
  transform: { [pattern]: [compiler, { ...options, module: { type: 'commonjs' } }] },
};
