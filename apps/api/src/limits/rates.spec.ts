import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { countedAddress } from './address-of.ts';
import { MISS_COST, Rates, REFUSED_COST } from './rates.ts';

const PERSON = { caller: { name: 'person:1' }, address: '192.0.2.1' };
const KEY = { caller: { name: 'key:1' }, address: '192.0.2.1' };

describe('rates', () => {
  let rates: Rates;
  beforeEach(() => {
    jest.useFakeTimers();
    rates = new Rates({ person: 1_000, key: 500, address: 2_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('takes points until there are none left, and gives all of them back after a minute', async () => {
    expect(await rates.charge(PERSON, 600)).toEqual({ available: 400, perMinute: 1_000, restoredInSeconds: 60 });
    jest.advanceTimersByTime(20_000);
    await expect(rates.charge(PERSON, 600)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      extensions: { retryAfterSeconds: 40 },
    });
    jest.advanceTimersByTime(40_001);
    expect(await rates.charge(PERSON, 600)).toMatchObject({ available: 400 });
  });

  it('takes no more than a point for what it refuses, from caller and address', async () => {
    await rates.charge(PERSON, 600);
    await expect(rates.charge(PERSON, 600)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await rates.charge(PERSON, 399)).toMatchObject({ available: 0 });
    expect(await rates.charge({ ...KEY, caller: { name: 'person:2' } }, 1_000)).toMatchObject({ available: 0 });
  });

  it('takes more for each miss beyond ten in a row, and begins anew with what is found', async () => {
    const plenty = new Rates({ person: 100_000, key: 100_000, address: 1_000_000 });
    const left = async (): Promise<number> => (await plenty.charge(PERSON, 1)).available;
    for (let n = 0; n < 10; n += 1) await plenty.lookedFor(PERSON, 1);
    expect(await left()).toBe(99_999);
    await plenty.lookedFor(PERSON, 1);
    expect(await left()).toBe(99_998 - MISS_COST);
    await plenty.lookedFor(PERSON, 0);
    await plenty.lookedFor(PERSON, 10);
    expect(await left()).toBe(99_997 - MISS_COST);
    // Thirty in one request are thirty.
    await plenty.lookedFor(PERSON, 30);
    expect(await left()).toBe(99_996 - 31 * MISS_COST);
    expect((await plenty.charge(KEY, 1)).available).toBe(99_999);
  });

  it('counts callers apart, people and service keys by their own figures', async () => {
    await rates.charge(PERSON, 1_000);
    await expect(rates.charge(KEY, 501)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await rates.charge(KEY, 400)).toMatchObject({ perMinute: 500, available: 99 });
    await expect(rates.charge({ ...PERSON, address: '192.0.2.9' }, 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('counts an address whoever asks from it', async () => {
    for (const n of [1, 2]) await rates.charge({ ...PERSON, caller: { name: `person:${n}` } }, 1_000);
    const third = { ...PERSON, caller: { name: 'person:3' } };
    await expect(rates.charge(third, 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await rates.charge({ ...third, address: '192.0.2.2' }, 1)).toMatchObject({ available: 999 });
  });

  it('turns an address away once refused requests have taken all it had', async () => {
    for (let n = 1; n < 2_000 / REFUSED_COST; n += 1) await rates.chargeRefused(PERSON.address);
    await expect(rates.requireSome(PERSON.address)).resolves.toBeUndefined();
    await rates.chargeRefused(PERSON.address);
    await expect(rates.requireSome(PERSON.address)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(rates.requireSome('192.0.2.2')).resolves.toBeUndefined();
  });
});

describe('countedAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:0:0:1::', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('counts %s as %s', (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });
});
