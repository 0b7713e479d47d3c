import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { report } from '../torture/form.ts';
import { IN_THE_APPLICATION, PlantedDatabase, type PlantedLeak } from './planted.ts';
import { IN_THE_DATABASE, takeDownPolicies } from './planted-policies.ts';
import { leakBehind, Trial } from './trial.ts';
import { openTwoWorlds, type TwoWorlds } from './two-worlds.ts';
import type { Application } from './world.ts';

const SEED = Number(process.env.LEAK_SEED ?? Date.now() % 1_000_000_000);
const MINUTES = 60_000 * 10;
/** A leak that so many operations do not find counts as missed. */
const MOST = 1_500;

describe(`a leak that is planted is found (seed ${SEED})`, () => {
  let both: TwoWorlds;

  beforeAll(async () => {
    both = await openTwoWorlds(PlantedDatabase);
  }, MINUTES);
  afterAll(() => both.close());

  const find = async (planted: PlantedLeak, application: Application): Promise<void> => {
    const trial = new Trial(both, SEED);
    const takeBack = await planted.plant(both.worlds);
    try {
      const thrown = await trial.run(MOST, application).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      const leak = leakBehind(thrown);
      report(`${planted.what}: found by ${leak?.check ?? 'nothing'} after ${trial.asked} operations`);
      expect(['interference', 'canary', 'access']).toContain(leak?.check ?? thrown);
    } finally {
      await takeBack();
    }
  };

  describe('in the database, while the application has no wall', () => {
    it.each(IN_THE_DATABASE)('$what', (leak) => find(leak, 'open'), MINUTES);
  });

  describe('in the application, while the database has no wall', () => {
    beforeAll(() => takeDownPolicies(both.worlds));
    it.each(IN_THE_APPLICATION)('$what', (leak) => find(leak, 'walled'), MINUTES);
  });

  it('are twenty and more', () => {
    expect(IN_THE_APPLICATION.length + IN_THE_DATABASE.length).toBeGreaterThanOrEqual(20);
  });
});
