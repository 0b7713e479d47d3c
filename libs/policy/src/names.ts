import type { CalendarDate } from './calendar-date.ts';
import type { Text } from './clauses/clause.ts';
import type { OfferingFacts } from './service-request.ts';
import type { AddOn, Locale, ProductFamily, RegionMark, ServiceKind, ServiceLevel } from './vocabulary.ts';

/** The key of a language in a text. */
export const LANGUAGE = { JA: 'ja', EN: 'en', ZH: 'zh' } as const satisfies Record<Locale, keyof Text>;

export const SERVICE_LEVEL_NAMES: Readonly<Record<ServiceLevel, Text>> = {
  NBD_9X5: { ja: '翌営業日以降対応 (9時間×週5日)', en: 'Next business day, 9x5', zh: '下一工作日响应 (9小时×每周5天)' },
  FULL_24X7: { ja: '24時間×週7日', en: '24x7', zh: '24小时×每周7天' },
  FULL_24X7_4H: { ja: '24時間×週7日 4時間対応', en: '24x7, 4-hour response', zh: '24小时×每周7天 4小时响应' },
  FULL_24X7_2H: { ja: '24時間×週7日 2時間対応', en: '24x7, 2-hour response', zh: '24小时×每周7天 2小时响应' },
};

export const SERVICE_KIND_NAMES: Readonly<Record<ServiceKind, Text>> = {
  WARRANTY_UPGRADE: { ja: '保証アップグレード', en: 'Warranty upgrade', zh: '保修升级' },
  RENEWAL: { ja: '継続サービス', en: 'Renewal', zh: '续约服务' },
  PREMIER_UPGRADE: { ja: 'プレミアサポートアップグレード', en: 'Premier upgrade', zh: 'Premier 升级' },
  ADD_ON: { ja: '追加サービス', en: 'Add-on', zh: '附加服务' },
};

export const ADD_ON_NAMES: Readonly<Record<AddOn, Text>> = {
  KEEP_YOUR_DRIVE: { ja: 'HDDお渡し', en: 'Keep Your Drive', zh: '硬盘保留' },
  VALUE_SELECTION: { ja: 'Value Selection', en: 'Value Selection', zh: 'Value Selection' },
  ENTERPRISE_SOFTWARE_SUPPORT: {
    ja: 'エンタープライズ・ソフトウェア・サポート (ESS)',
    en: 'Enterprise Software Support (ESS)',
    zh: '企业软件支持 (ESS)',
  },
  TECHNICAL_ACCOUNT_MANAGEMENT: {
    ja: 'テクニカルアカウントマネジメント (TAM)',
    en: 'Technical Account Management (TAM)',
    zh: '技术客户管理 (TAM)',
  },
};

export const PRODUCT_FAMILY_NAMES: Readonly<Record<ProductFamily, Text>> = {
  THINKSYSTEM: { ja: 'ThinkSystem', en: 'ThinkSystem', zh: 'ThinkSystem' },
  ST50: { ja: 'ThinkSystem ST50', en: 'ThinkSystem ST50', zh: 'ThinkSystem ST50' },
  THINKAGILE: { ja: 'ThinkAgile', en: 'ThinkAgile', zh: 'ThinkAgile' },
  STORAGE_DM_DE: { ja: 'DM/DEストレージ', en: 'DM/DE storage', zh: 'DM/DE存储' },
  STORAGE_DG_DS: { ja: 'DG/DSストレージ', en: 'DG/DS storage', zh: 'DG/DS存储' },
  STORAGE: { ja: 'Lenovo Storage', en: 'Lenovo Storage', zh: 'Lenovo Storage' },
  SWITCH: { ja: 'スイッチ', en: 'switches', zh: '交换机' },
  SYSTEM_X: { ja: 'System x', en: 'System x', zh: 'System x' },
};

export const REGION_MARK_NAMES: Readonly<Record<RegionMark, Text>> = {
  YES: { ja: '○ 対象', en: 'in', zh: '○ 适用' },
  NO: { ja: '× 対象外', en: 'out', zh: '× 不适用' },
  CONDITIONAL: { ja: '△ 要相談', en: 'on consultation', zh: '△ 需商议' },
  UNKNOWN: { ja: '記載なし', en: 'no mark', zh: '无标记' },
};

export const PREMIER_NAME: Text = { ja: 'プレミアサポート', en: 'Premier Support', zh: 'Premier 支持' };

/**
 * Machine types announced from this day on have "Value Selection Plus", at the same level (rules.md R-OFFER-VSPLUS-
 * NAME).
 */
const VALUE_SELECTION_PLUS_FROM = '2020-05-01';

export function serviceLevelName(level: ServiceLevel, locale: Locale): string {
  return SERVICE_LEVEL_NAMES[level][LANGUAGE[locale]];
}

export function serviceKindName(kind: ServiceKind, locale: Locale): string {
  return SERVICE_KIND_NAMES[kind][LANGUAGE[locale]];
}

export function productFamilyName(family: ProductFamily, locale: Locale): string {
  return PRODUCT_FAMILY_NAMES[family][LANGUAGE[locale]];
}

/** The add-on's name; that of Value Selection depends on the day the machine type was announced. */
export function addOnName(addOn: AddOn, machineTypeAnnouncedOn: CalendarDate | undefined, locale: Locale): string {
  const isPlus = machineTypeAnnouncedOn !== undefined && machineTypeAnnouncedOn >= VALUE_SELECTION_PLUS_FROM;
  if (addOn === 'VALUE_SELECTION' && isPlus) return 'Value Selection Plus';
  return ADD_ON_NAMES[addOn][LANGUAGE[locale]];
}

/** A name composed from what the offering is, so that it reads the same way in every language. */
export function offeringName(
  offering: OfferingFacts & { readonly productName?: string },
  machineTypeAnnouncedOn: CalendarDate | undefined,
  locale: Locale,
): string {
  const { kind, serviceLevel, premier, keepYourDrive, addOn, productName } = offering;
  const language = LANGUAGE[locale];
  const parts = [
    termName(offering, locale),
    premier && kind !== 'PREMIER_UPGRADE' && PREMIER_NAME[language],
    serviceLevel && serviceLevelName(serviceLevel, locale),
    addOn && addOnName(addOn, machineTypeAnnouncedOn, locale),
    keepYourDrive && addOn !== 'KEEP_YOUR_DRIVE' && `+ ${ADD_ON_NAMES.KEEP_YOUR_DRIVE[language]}`,
    productName,
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** The length and kind: "3年", "1年継続", "プレミアサポートアップグレード 最長12か月". */
function termName({ kind, termMonths }: OfferingFacts, locale: Locale): string {
  const length = lengthName(termMonths, locale);
  const kindName = serviceKindName(kind, locale);
  if (kind === 'PREMIER_UPGRADE') {
    return {
      JA: `${kindName} 最長${termMonths}か月`,
      EN: `${kindName} up to ${termMonths} months`,
      ZH: `${kindName} 最长${termMonths}个月`,
    }[locale];
  }
  if (kind === 'RENEWAL') return { JA: `${length}継続`, EN: `${length} renewal`, ZH: `${length}续约` }[locale];
  return length;
}

function lengthName(months: number, locale: Locale): string {
  const inYears = months % 12 === 0;
  const count = inYears ? months / 12 : months;
  const unit = inYears
    ? { JA: `${count}年`, EN: `${count}-year`, ZH: `${count}年` }
    : { JA: `${count}か月`, EN: `${count}-month`, ZH: `${count}个月` };
  return unit[locale];
}
