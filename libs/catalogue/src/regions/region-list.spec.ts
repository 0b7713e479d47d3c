import { describe, expect, it } from '@jest/globals';

import type { Region } from '../region.entity.ts';
import { LoadedRegionList } from './region-list.ts';

const region = (municipalityCode: string, prefecture: string, municipality: string, mark4h = 'YES'): Region =>
  ({ listNumber: 1, municipalityCode, prefecture, municipality, mark4h, mark2h: 'NO' }) as Region;

const list = new LoadedRegionList(
  1,
  [
    region('011002', '北海道', '札幌市'),
    region('011011', '北海道', '札幌市中央区', 'UNKNOWN'),
    region('012335', '北海道', '伊達市'),
    region('072133', '福島県', '伊達市'),
    region('221384', '静岡県', '浜松市中央区'),
    region('232351', '愛知県', '弥富市'),
    region('243035', '三重県', '木曽岬町'),
  ],
  [{ listNumber: 1, machineType: '7X06', mark4h: 'YES', mark2h: 'NO' }],
);

describe('a place on the region list', () => {
  it.each([
    { site: { municipalityCode: '131016' }, state: 'NOT_FOUND' },
    { site: { municipalityCode: '011002' }, state: 'FOUND', code: '011002' },
    { site: { municipalityCode: '01100' }, state: 'FOUND', code: '011002' },
    { site: { prefecture: '福島県', municipality: '伊達市' }, state: 'FOUND', code: '072133' },
    { site: { municipality: '伊達市' }, state: 'AMBIGUOUS' },
    { site: { prefecture: '三重県', municipality: '桑名郡木曽岬町' }, state: 'FOUND', code: '243035' },
    { site: { postalCode: '498-0000' }, state: 'AMBIGUOUS' },
    { site: { postalCode: '〒４３０－０９２９' }, state: 'FOUND', code: '221384' },
    { site: { prefecture: '静岡県' }, state: 'NOT_FOUND' },
    { site: undefined, state: 'NOT_GIVEN' },
  ])('$site is $state $code', ({ site, state, code }) => {
    const found = list.find(site);
    expect(found.state).toBe(state);
    expect(found.state === 'FOUND' ? found.municipalityCode : undefined).toBe(code);
  });

  it('R-REG-DEFUNCT: an abolished code is read as its successor, and this is said', () => {
    expect(list.find({ municipalityCode: '221317' })).toMatchObject({
      state: 'FOUND',
      municipalityCode: '221384',
      abolishedCode: '22131',
    });
  });

  it('a ward lies under its city', () => {
    expect(list.find({ municipalityCode: '011011' })).toMatchObject({
      marks: { FULL_24X7_4H: 'UNKNOWN' },
      cityMarks: { FULL_24X7_4H: 'YES' },
    });
    expect(list.find({ municipalityCode: '221384' })).not.toHaveProperty('cityMarks');
  });

  it.each([{ municipalityCode: '011003' }, { municipalityCode: 'Tokyo' }, { postalCode: '123' }])(
    '%j cannot be a place',
    (site) => {
      expect(() => list.find(site)).toThrow(/not a (municipality|postal) code/);
    },
  );

  it('knows the machine types it lists, and no others', () => {
    expect(list.marksFor('7X06')).toEqual({ FULL_24X7_4H: 'YES', FULL_24X7_2H: 'NO' });
    expect(list.marksFor('9999')).toBeUndefined();
  });
});
