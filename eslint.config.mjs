import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', '**/*.e2e-spec.ts', 'libs/*/src/testing/**/*.ts', 'test/**/*.ts'];

const SESSION_SETTING = '(SET|set)\\s+(?!LOCAL|local|TRANSACTION|CONSTRAINTS)';

/** What no source may say, and why. */
const FORBIDDEN_SYNTAX = [
  ...[
    `Literal[value=/(^|;)\\s*${SESSION_SETTING}/]`,
    // At the beginning of a statement only: `UPDATE ${table} SET …` is another matter.
    `TemplateLiteral[quasis.0.value.raw=/^\\s*${SESSION_SETTING}/]`,
    `TemplateElement[value.raw=/;\\s*${SESSION_SETTING}/]`,
  ].map((selector) => ({
    selector,
    message: 'A setting of the session outlives its request on a pooled connection: SET LOCAL, in a transaction.',
  })),
  ...[
    'MemberExpression[property.name="getRepository"]',
    'ImportSpecifier[imported.name=/^(InjectRepository|getRepositoryToken)$/]',
  ].map((selector) => ({
    selector,
    message: 'A repository goes round the transaction with the caller’s database role: use the Database of #platform.',
  })),
];

/** The policy is told the day and everything else; it looks at nothing itself. */
const IMPURE_GLOBALS = [
  'Date',
  'process',
  'performance',
  'crypto',
  'console',
  'fetch',
  'globalThis',
  'global',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/', 'apps/console/src/graphql/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: false },
      ],
      // A method that answers a promise may have nothing to wait for yet.
      '@typescript-eslint/require-await': 'off',
      // GraphQL's @Field(() => Type) needs classes without anything in them now and then.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-syntax': ['error', ...FORBIDDEN_SYNTAX],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/policy/**/*.ts'],
    ignores: SPECS,
    rules: {
      'no-restricted-globals': [
        'error',
        ...IMPURE_GLOBALS.map((name) => ({ name, message: 'The policy is pure: what it needs is an argument.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The policy is pure.' },
        { object: 'Temporal', property: 'Now', message: 'The policy is told the day.' },
      ],
    },
  },
  {
    files: SPECS,
    rules: {
      // Answers of the API are looked at as the JSON they are.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setTimeout: 'readonly',
      },
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
);
