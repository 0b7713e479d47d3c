import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '..');
const CONFIG = join(ROOT, '.dependency-cruiser.mjs');
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

type Cruised = {
  modules: { source: string; dependencies: { module: string; resolved: string }[] }[];
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
};

const LIBRARIES = [
  'policy',
  'platform',
  'access',
  'market',
  'catalogue',
  'installed-base',
  'contracts',
  'quotes',
  'renewals',
  'care',
  'international-warranty',
  'vouchers',
];

/** One file that breaks exactly the rule it stands beside. */
const PLANTS: Record<string, { file: string; text: string }> = {
  'floor-of-policy': { file: 'libs/policy/src/planted.ts', text: `import '#platform';` },
  'floor-of-platform': { file: 'libs/platform/src/planted.ts', text: `import type { face } from '#catalogue';` },
  'floor-of-access': { file: 'libs/access/src/planted.ts', text: `import '#contracts';` },
  'floor-of-market': { file: 'libs/market/src/planted.ts', text: `import '#catalogue';` },
  'floor-of-catalogue': { file: 'libs/catalogue/src/planted.ts', text: `export * from '#installed-base';` },
  'floor-of-installed-base': { file: 'libs/installed-base/src/planted.ts', text: `import '#contracts';` },
  'floor-of-contracts': { file: 'libs/contracts/src/planted.ts', text: `await import('#renewals');` },
  'floor-of-quotes': { file: 'libs/quotes/src/planted.ts', text: `import '#renewals';` },
  'floor-of-renewals': { file: 'libs/renewals/src/planted.ts', text: `import '#care';` },
  'floor-of-care': { file: 'libs/care/src/planted.ts', text: `import '#vouchers';` },
  'floor-of-international-warranty': { file: 'libs/international-warranty/src/planted.ts', text: `import '#quotes';` },
  'floor-of-vouchers': { file: 'libs/vouchers/src/planted.ts', text: `import '#international-warranty';` },
  'no-circular': { file: 'libs/contracts/src/a-circle.ts', text: `import './about.ts';` },
  'no-unresolvable': { file: 'libs/contracts/src/lost.ts', text: `import './nowhere.ts';` },
  'library-has-a-floor': { file: 'libs/novelty/src/planted.ts', text: `import '#policy';` },
  'policy-is-pure': { file: 'libs/policy/src/reads-files.ts', text: `import 'node:fs';` },
  'library-by-its-face': { file: 'libs/contracts/src/reaches-in.ts', text: `import '../../catalogue/src/inner.ts';` },
  'launch-by-its-list': {
    file: 'apps/launch/src/reaches-in.ts',
    text: `import '../../../libs/platform/src/inner.ts';`,
  },
  'face-by-its-name': { file: 'libs/contracts/src/by-path.ts', text: `import '../../catalogue/src/index.ts';` },
  'not-its-own-face': { file: 'libs/contracts/src/mirror.ts', text: `import './index.ts';` },
  'no-inner-face': { file: 'libs/contracts/src/uses-barrel.ts', text: `import './barrel/index.ts';` },
  'library-below-apps': { file: 'libs/contracts/src/looks-up.ts', text: `import '../../../apps/api/src/inner.ts';` },
  'apps-apart': { file: 'apps/worker/src/planted.ts', text: `import '../../api/src/inner.ts';` },
  'app-without-tests': { file: 'apps/api/src/uses-test.ts', text: `import '../../../test/support/inner.ts';` },
  'tests-for-tests': { file: 'libs/contracts/src/uses-testing.ts', text: `import './testing/inner.ts';` },
  'console-alone': { file: 'apps/console/src/planted.ts', text: `import '#policy';` },
  'migration-alone': { file: 'migrations/1-planted.ts', text: `import 'node:fs';` },
  'migration-takes-only-types': { file: 'migrations/2-planted.ts', text: `import { DataSource } from 'typeorm';` },
  'no-development-package': { file: 'libs/contracts/src/uses-tool.ts', text: `import 'fast-check';` },
};

/** What is allowed, right beside what is not. */
const ALLOWED: Record<string, string> = {
  ...Object.fromEntries(LIBRARIES.map((name) => [`libs/${name}/src/index.ts`, `export * from './inner.ts';`])),
  ...Object.fromEntries(LIBRARIES.map((name) => [`libs/${name}/src/inner.ts`, 'export type face = 1;'])),
  'libs/contracts/src/about.ts': `import './a-circle.ts';`,
  'libs/contracts/src/barrel/index.ts': 'export {};',
  'libs/contracts/src/good.ts': `import '#policy'; import '#platform'; import '#installed-base'; import 'node:fs'; import 'typeorm'; import './inner.ts';`,
  'libs/contracts/src/good.spec.ts': `import 'fast-check'; import '../../../test/support/inner.ts';`,
  'libs/contracts/src/testing/inner.ts': `import 'fast-check';`,
  'libs/policy/src/good.ts': `import './inner.ts';`,
  'libs/platform/src/environment.ts': 'export {};',
  'apps/api/src/inner.ts': `import '#contracts';`,
  'apps/launch/src/good.ts': `import '../../../libs/platform/src/environment.ts';`,
  'test/support/inner.ts': `import '#contracts'; import 'fast-check';`,
  'test/good.e2e-spec.ts': `import '../apps/api/src/inner.ts';`,
  'seed/good.ts': `import '#catalogue';`,
  'migrations/3-good.ts': `import type { MigrationInterface } from 'typeorm'; import './4-good.ts';`,
  'migrations/4-good.ts': 'export {};',
};

async function foldersIn(root: string): Promise<string[]> {
  return (await readdir(root)).filter((name) => ['apps', 'libs', 'migrations', 'seed', 'test', 'bench'].includes(name));
}

async function sourcesIn(root: string): Promise<string[]> {
  const folders = await foldersIn(root);
  const files = folders.map(async (folder) =>
    (await readdir(join(root, folder), { recursive: true })).map((file) => `${folder}/${file}`),
  );
  return (await Promise.all(files)).flat().filter((file) => file.endsWith('.ts') && !file.includes('/node_modules/'));
}

async function cruise(root: string): Promise<Cruised> {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...(await foldersIn(root))];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Cruised;
}

async function write(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

describe('the boundaries', () => {
  let planted: string;
  let cruised: Cruised;

  beforeAll(async () => {
    planted = await realpath(await mkdtemp(join(tmpdir(), 'keizoku-planted-')));
    const face = { source: './libs/*/src/index.ts', default: './dist/libs/*/src/index.js' };
    const packages = { dependencies: { typeorm: '*' }, devDependencies: { 'fast-check': '*' } };
    await write(planted, 'package.json', JSON.stringify({ type: 'module', imports: { '#*': face }, ...packages }));
    await symlink(join(ROOT, 'node_modules'), join(planted, 'node_modules'));
    for (const { file, text } of Object.values(PLANTS)) await write(planted, file, text);
    for (const [file, text] of Object.entries(ALLOWED)) await write(planted, file, text);
    cruised = await cruise(planted);
  });

  afterAll(() => rm(planted, { recursive: true, force: true }));

  it.each(Object.entries(PLANTS))('%s is caught, and by no other rule', (rule, { file }) => {
    const broken = cruised.summary.violations.filter(({ from }) => from === file).map(({ rule: { name } }) => name);
    expect(broken).toEqual([rule]);
  });

  it('lets pass what is allowed', () => {
    const broken = cruised.summary.violations.filter(({ from }) => from in ALLOWED);
    expect(broken).toEqual([]);
    expect(cruised.modules.map(({ source }) => source)).toEqual(expect.arrayContaining(Object.keys(ALLOWED)));
  });

  it('has a planted violation for each rule', () => {
    const rules = cruised.summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(Object.keys(PLANTS).sort()).toEqual(rules.sort());
  });

  it('are kept by the sources, all of which are looked at', async () => {
    const { modules, summary } = await cruise(ROOT);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    const seen = new Set(modules.map(({ source }) => source));
    expect((await sourcesIn(ROOT)).filter((file) => !seen.has(file))).toEqual([]);
    const byFace = modules.flatMap(({ dependencies }) => dependencies).filter(({ module }) => module === '#policy');
    expect(new Set(byFace.map(({ resolved }) => resolved))).toEqual(new Set(['libs/policy/src/index.ts']));
  });
});
