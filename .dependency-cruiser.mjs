// Who may import whom: the table of the architecture, in the one place where it is enforced.
// test/architecture.spec.ts plants a violation of each rule and requires it to be caught.

/** From the ground up; a library may import those of the floors below its own. */
const FLOORS = [
  ['policy'],
  ['platform'],
  ['access'],
  ['market'],
  ['catalogue'],
  ['installed-base'],
  ['contracts'],
  ['quotes', 'renewals', 'care', 'international-warranty', 'vouchers'],
];

// What only tests use: the specs, and a library's folder `testing` beside them.
const SPECS = '(\\.(spec|e2e-spec)\\.ts$|^libs/[^/]+/src/testing/)';
const anyOf = (names) => `(${names.join('|')})`;

const floorRules = FLOORS.flatMap((floor, index) => {
  const below = FLOORS.slice(0, index).flat();
  return floor.map((library) => ({
    name: `floor-of-${library}`,
    comment: `libs/${library} may import ${below.join(', ') || 'no other library'}.`,
    severity: 'error',
    from: { path: `^libs/${library}/` },
    to: { path: '^libs/', pathNot: `^libs/${anyOf([library, ...below])}/` },
  }));
});

const ownRules = [
  {
    name: 'no-circular',
    comment: 'Two files that need each other are one file, or a third is missing.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment: 'An import that leads nowhere escapes all other rules.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'library-has-a-floor',
    comment: 'A new library is entered in FLOORS first.',
    from: { path: '^libs/', pathNot: `^libs/${anyOf(FLOORS.flat())}/` },
    to: {},
  },
  {
    name: 'policy-is-pure',
    comment:
      'The rules are the product: no package, no Node module, no file outside. (Other libraries: floor-of-policy.)',
    from: { path: '^libs/policy/', pathNot: SPECS },
    to: { pathNot: '^(libs|apps|seed|test|bench)/', couldNotResolve: false },
  },
  {
    name: 'library-by-its-face',
    comment:
      "Across libraries only `#name`, never a file inside. (The launcher and the test server's set-up run before there is a build or a database: they alone reach for these files of platform; docs/decisions/0002-launch.md. Benchmarks measure the inside of a library.)",
    from: { path: '^(apps|libs|seed|test)/([^/]+)', pathNot: '^(apps/launch|test/support)/' },
    to: { path: '^libs/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'launch-by-its-list',
    comment: 'What the launcher and the test support may take from a library besides its face.',
    from: { path: '^(apps/launch|test/support)/' },
    to: {
      path: '^libs/',
      pathNot: [
        '^libs/[^/]+/src/index\\.ts$',
        '^libs/platform/src/(environment|described-error|database/(embedded-(database|backup|restore|server|account|binaries)|backup-files|process-identity))\\.ts$',
      ],
    },
  },
  {
    name: 'face-by-its-name',
    comment: 'The face of another library is imported as `#name`, not by a path.',
    from: { path: '^(apps|libs|seed|test|bench)/([^/]+)' },
    to: { path: '^libs/[^/]+/src/index\\.ts$', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased-subpath-import'] },
  },
  {
    name: 'not-its-own-face',
    comment: 'Inside a library the path to the file itself.',
    from: { path: '^libs/([^/]+)/' },
    to: { path: '^libs/$1/src/index\\.ts$' },
  },
  {
    name: 'no-inner-face',
    comment: 'A library has one index.ts.',
    from: {},
    to: { path: '^libs/[^/]+/src/.+/index\\.ts$' },
  },
  {
    name: 'library-below-apps',
    comment: 'Libraries, migrations and the seed know nothing of who uses or tests them.',
    from: { path: '^(libs|migrations|seed)/', pathNot: SPECS },
    to: { path: '^(apps|test|bench)/' },
  },
  {
    name: 'apps-apart',
    comment: 'The apps never import each other.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'app-without-tests',
    comment: 'What runs in production needs nothing of the tests.',
    from: { path: '^apps/', pathNot: SPECS },
    to: { path: '^(test|bench)/' },
  },
  {
    name: 'tests-for-tests',
    comment: 'A spec or what serves specs is imported by specs only.',
    from: { path: '^(apps|libs|migrations|seed)/', pathNot: SPECS },
    to: { path: SPECS },
  },
  {
    name: 'console-alone',
    comment: 'The console knows schema.graphql and its own files.',
    from: { path: '^apps/console/' },
    to: { path: '^(libs|migrations|seed)/' },
  },
  {
    name: 'migration-alone',
    comment:
      'A migration is SQL and must mean the same for ever: of the project only its own folder, of packages only the types of typeorm.',
    from: { path: '^migrations/\\d' },
    to: { pathNot: ['^migrations/', '(^|/)node_modules/typeorm/', '^(apps|test|bench)/'], couldNotResolve: false },
  },
  {
    name: 'migration-takes-only-types',
    comment: 'Of typeorm nothing that runs.',
    from: { path: '^migrations/\\d' },
    to: { path: '(^|/)node_modules/typeorm/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-development-package',
    comment: 'What runs in production is a dependency, not a development dependency.',
    from: { path: '^(apps|libs|migrations|seed)/', pathNot: SPECS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
].map((rule) => ({ severity: 'error', ...rule }));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...floorRules, ...ownRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What the bench compares with has packages of its own.
    exclude: { path: '((^|/)(dist|\\.data)|^bench/peer)/' },
    // Imports of types count: a library that knows another one's types knows it.
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
