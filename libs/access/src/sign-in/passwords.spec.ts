import { beforeEach, describe, expect, it, jest } from '@jest/globals';

/** What was compared with what was typed. Whatever is typed is right: the worst that can be. */
const compared: string[] = [];
let made = 0;
jest.unstable_mockModule('@node-rs/argon2', () => ({
  hash: async (_: string, { memoryCost, timeCost, parallelism }: Record<string, number>) =>
    `$argon2id$v=19$m=${memoryCost ?? 0},t=${timeCost ?? 0},p=${parallelism ?? 0}$${(made += 1)}`,
  verify: async (passwordHash: string) => {
    compared.push(passwordHash);
    return true;
  },
}));
const { Passwords } = await import('./passwords.ts');

const costOf = (passwordHash: string | undefined): string | undefined =>
  /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/.exec(passwordHash ?? '')?.[0];

describe('a password that is compared', () => {
  const passwords = new Passwords();

  beforeEach(() => void (compared.length = 0));

  it('is compared once, with the hash there is', async () => {
    const kept = await passwords.hash('correct horse battery staple');
    expect(await passwords.isRight('anything', kept)).toBe(true);
    expect(compared).toEqual([kept]);
  });

  it.each([null, undefined])(
    'is compared once at the same cost where there is none (%s), and never right',
    async (none) => {
      expect(await passwords.isRight('anything', none)).toBe(false);
      expect(compared).toHaveLength(1);
      expect(costOf(compared[0])).toBe(costOf(await passwords.hash('another')));
      expect(costOf(compared[0])).toBeDefined();
    },
  );
});
