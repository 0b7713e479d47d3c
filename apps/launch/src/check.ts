import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { whileSaying } from './progress.ts';

type Check = { name: string; looksAt: string; steps: string[][]; timeZones?: string[] };

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const FOLDERS = ['apps', 'libs', 'migrations', 'seed', 'test', 'bench'].filter((folder) =>
  existsSync(join(ROOT, folder)),
);
const tool = (path: string, ...args: string[]): string[] => [join('node_modules', path), ...args];
const jestIn = (...args: string[]): string[] => [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  ...tool('jest/bin/jest.js', ...args),
];
const jest = (spec: string): string[] => jestIn('--runTestsByPath', spec);

const CHECKS: Check[] = [
  {
    name: 'format',
    looksAt: 'prettier',
    steps: [tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
  },
  { name: 'lint', looksAt: 'eslint with types', steps: [tool('eslint/bin/eslint.js', '--max-warnings=0', '.')] },
  {
    name: 'boundaries',
    looksAt: 'who imports whom, and that each rule catches a planted violation',
    steps: [
      tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', ...FOLDERS),
      jest('test/architecture.spec.ts'),
    ],
  },
  {
    name: 'dead-code',
    looksAt: 'files, exports and packages nobody uses',
    steps: [tool('knip/bin/knip.js', '--no-progress')],
  },
  {
    name: 'types',
    looksAt: 'the compiler, tests included',
    // Without notes: those in dist are the build's.
    steps: [tool('typescript/lib/tsc.js', '-p', 'tsconfig.json', '--noEmit', '--incremental', 'false')],
  },
  {
    name: 'time-zones',
    looksAt: 'the policy decides the same wherever the process runs',
    steps: [jestIn('libs/policy')],
    timeZones: ['Asia/Tokyo', 'UTC', 'America/Los_Angeles'],
  },
  {
    name: 'schema',
    looksAt: 'the committed schema.graphql is the one the code makes',
    steps: [jest('test/schema.spec.ts')],
  },
  {
    name: 'migrations',
    looksAt: 'up, down, up, and against the entities',
    steps: [['apps/launch/bootstrap.mjs', 'build'], jest('test/migrations.e2e-spec.ts')],
  },
  {
    name: 'speed',
    looksAt: 'the benchmark runs, and no main query falls below the least it must have of a server by hand',
    steps: [['apps/launch/bootstrap.mjs', 'run', 'bench/run.ts', '--short', '--seconds', '1']],
  },
];

function run(args: string[], timeZone: string | undefined): Promise<boolean> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: timeZone === undefined ? process.env : { ...process.env, TZ: timeZone },
    });
    child.once('error', reject);
    child.once('exit', (code) => settle(code === 0));
  });
}

async function passes({ name, steps, timeZones = [] }: Check): Promise<boolean> {
  for (const timeZone of timeZones.length > 0 ? timeZones : [undefined]) {
    if (timeZone !== undefined) console.log(`-- ${timeZone}`);
    for (const step of steps) {
      if (!(await whileSaying(`checking ${name}`, () => run(step, timeZone)))) return false;
    }
  }
  return true;
}

async function main(wanted: string[]): Promise<number> {
  const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(`no such check: ${unknown.join(', ')}; there are ${CHECKS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const results: string[] = [];
  let failed = 0;
  for (const check of CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n== ${check.name}: ${check.looksAt}`);
    const started = performance.now();
    const passed = await passes(check);
    if (!passed) failed += 1;
    results.push(
      `  ${passed ? 'ok    ' : 'FAILED'}  ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    );
  }
  console.log(['', '== summary', ...results, failed === 0 ? 'all checks passed' : `${failed} failed`].join('\n'));
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
