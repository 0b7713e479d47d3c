import { choiceKey, type Choices, plainText, type Reading, unreadable } from '#platform';
import { AddOn, ServiceKind, ServiceLevel } from '#policy';

/** The words for each kind of offering; the first one is what the list is expected to use. */
export const KIND_WORDS: Choices<ServiceKind> = new Map([
  [
    ServiceKind.WARRANTY_UPGRADE,
    ['新規', 'アップグレード', '保証アップグレード', 'new', 'warranty upgrade', 'upgrade'],
  ],
  [ServiceKind.RENEWAL, ['継続', '更新', '保証満了後', 'renewal', 'post warranty', 'post-warranty']],
  [
    ServiceKind.PREMIER_UPGRADE,
    [
      'プレミアUG',
      'プレミアアップグレード',
      'プレミアサポートアップグレード',
      'premier upgrade',
      'premier ug',
      'premier support upgrade',
    ],
  ],
  [ServiceKind.ADD_ON, ['オプション', '追加', 'option', 'add-on', 'addon', 'add on']],
]);

/** The words for each service level, lowest level first. */
export const LEVEL_WORDS: Choices<ServiceLevel> = new Map([
  [
    ServiceLevel.NBD_9X5,
    [
      '翌営業日以降対応(9時間x週5日)',
      '翌営業日以降対応',
      '翌営業日対応(9時間x週5日)',
      'NBD 9x5',
      '9x5 NBD',
      'NBD',
      'next business day 9x5',
      'next business day',
    ],
  ],
  [ServiceLevel.FULL_24X7, ['24時間x週7日', '24時間365日', '24時間x365日', '24x7', '24x7 NBD', '24 hours x 7 days']],
  [
    ServiceLevel.FULL_24X7_4H,
    [
      '24時間x週7日 4時間対応',
      '24時間365日 4時間対応',
      '24時間x365日 4時間対応',
      '24x7 4時間対応',
      '24x7 4h',
      '24x7 4-hour',
      '24x7 4 hour',
      '24x7 4hr',
      '24x7x4',
      '24x7 4-hour response',
      '24x7 4 hour response',
    ],
  ],
  [
    ServiceLevel.FULL_24X7_2H,
    [
      '24時間x週7日 2時間対応',
      '24時間365日 2時間対応',
      '24時間x365日 2時間対応',
      '24x7 2時間対応',
      '24x7 2h',
      '24x7 2-hour',
      '24x7 2 hour',
      '24x7 2hr',
      '24x7x2',
      '24x7 2-hour response',
      '24x7 2 hour response',
    ],
  ],
]);

/** The level that an offering's name mentions; the longest of the words that fit, as 24x7 is part of 24x7 4-hour. */
export function levelInName(name: string): ServiceLevel | undefined {
  const key = choiceKey(name);
  const found = [...LEVEL_WORDS].flatMap(([level, words]) =>
    words.map(choiceKey).flatMap((word) => (key.includes(word) ? [{ level, length: word.length }] : [])),
  );
  return found.sort((a, b) => b.length - a.length)[0]?.level;
}

/** The kind that an offering's name implies, for lists without such a column. */
export function kindInName(name: string): ServiceKind {
  const text = plainText(name);
  if (/プレミア(?:サポート)?アップグレード|premier (?:support )?upgrade/i.test(text))
    return ServiceKind.PREMIER_UPGRADE;
  if (/継続|renewal|post.?warranty/i.test(text)) return ServiceKind.RENEWAL;
  const isAddOn = addOnInName(text) !== undefined && levelInName(text) === undefined;
  return isAddOn ? ServiceKind.ADD_ON : ServiceKind.WARRANTY_UPGRADE;
}

/** Whether the name says Premier. */
export function saysPremier(name: string): boolean {
  return /プレミア|premier/i.test(plainText(name));
}

/** Whether the name says that defective drives stay with the customer. */
export function saysKeepYourDrive(name: string): boolean {
  return /(?:HDD|SSD|ドライブ)お渡し|\bKYD\b|keep your drive/i.test(plainText(name));
}

/** The add-on that a name mentions. */
export function addOnInName(name: string): AddOn | undefined {
  const text = plainText(name);
  if (/value selection|バリュー ?セレクション/i.test(text)) return AddOn.VALUE_SELECTION;
  if (/enterprise software support|\bESS\b/i.test(text)) return AddOn.ENTERPRISE_SOFTWARE_SUPPORT;
  if (/technical account manage|テクニカル ?アカウント|\bTAM\b/i.test(text)) return AddOn.TECHNICAL_ACCOUNT_MANAGEMENT;
  return saysKeepYourDrive(text) ? AddOn.KEEP_YOUR_DRIVE : undefined;
}

/** As `addOnInName`, for an offering that must be one. */
export function readAddOn(name: string): Reading<AddOn> {
  const value = addOnInName(name);
  const words = ['Value Selection', 'Enterprise Software Support', 'TAM', 'HDDお渡し'];
  return value === undefined ? unreadable('ENUM_UNKNOWN', { words }) : { value };
}
