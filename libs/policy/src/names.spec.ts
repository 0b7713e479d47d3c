import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { offeringName, productFamilyName, serviceKindName, serviceLevelName } from './names.ts';
import { anAddOn, aPremierUpgrade, aRenewal, anUpgrade } from './testing/a-request.ts';
import { Locale, ProductFamily, ServiceKind, ServiceLevel } from './vocabulary.ts';

const LOCALES = Object.values(Locale);

it.each([
  { announcedOn: '2020-04-30', name: '3年 Value Selection' },
  { announcedOn: '2020-05-01', name: '3年 Value Selection Plus' },
  { announcedOn: undefined, name: '3年 Value Selection' },
])('a machine type announced on $announcedOn has "$name" (R-OFFER-VSPLUS-NAME)', ({ announcedOn, name }) => {
  const day = announcedOn === undefined ? undefined : calendarDate(announcedOn);
  expect(offeringName(anAddOn('VALUE_SELECTION'), day, 'JA')).toBe(name);
});

describe('the name of an offering', () => {
  const upgrade = anUpgrade({ premier: true, keepYourDrive: true });
  it.each([
    {
      offering: { ...upgrade, productName: 'ThinkSystem SR630' },
      names: [
        '3年 プレミアサポート 翌営業日以降対応 (9時間×週5日) + HDDお渡し ThinkSystem SR630',
        '3-year Premier Support Next business day, 9x5 + Keep Your Drive ThinkSystem SR630',
        '3年 Premier 支持 下一工作日响应 (9小时×每周5天) + 硬盘保留 ThinkSystem SR630',
      ],
    },
    {
      offering: aRenewal({ level: 'FULL_24X7_4H' }),
      names: [
        '1年継続 24時間×週7日 4時間対応',
        '1-year renewal 24x7, 4-hour response',
        '1年续约 24小时×每周7天 4小时响应',
      ],
    },
    {
      offering: aPremierUpgrade(60),
      names: [
        'プレミアサポートアップグレード 最長60か月',
        'Premier upgrade up to 60 months',
        'Premier 升级 最长60个月',
      ],
    },
    {
      offering: anAddOn('KEEP_YOUR_DRIVE', 18),
      names: ['18か月 HDDお渡し', '18-month Keep Your Drive', '18个月 硬盘保留'],
    },
  ])('$names.1', ({ offering, names }) => {
    expect((['JA', 'EN', 'ZH'] as const).map((locale) => offeringName(offering, undefined, locale))).toEqual(names);
  });
});

it('every level, kind and family has a name in every language', () => {
  for (const locale of LOCALES) {
    for (const level of Object.values(ServiceLevel)) expect(serviceLevelName(level, locale)).not.toContain('_');
    for (const kind of Object.values(ServiceKind)) expect(serviceKindName(kind, locale)).not.toContain('_');
    for (const family of Object.values(ProductFamily)) expect(productFamilyName(family, locale)).not.toContain('_');
  }
});
