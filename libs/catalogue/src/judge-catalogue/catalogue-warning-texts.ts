import type { Locale } from '#policy';

import type { CatalogueWarningCode } from './catalogue-issue.ts';

/** What is said of a list as a whole. `{…}` is filled from the facts of the warning. */
export const CATALOGUE_WARNING_TEXTS: Readonly<Record<CatalogueWarningCode, Readonly<Record<Locale, string>>>> = {
  PRICE_JUMP: {
    JA: '{partNumber} の価格が {before}円から {after}円に動いています(±{percent}%を超える変動)。単位や桁を確認してください。',
    EN: 'The price of {partNumber} moves from {before} to {after} yen, by more than {percent} %. Check its unit and digits.',
    ZH: '{partNumber} 的价格由 {before} 日元变为 {after} 日元(变动超过 ±{percent}%)。请确认单位和位数。',
  },
  LEVEL_VANISHED: {
    JA: 'マシンタイプ {machineType} のサービスレベル {serviceLevel} がなくなります。公開中のカタログにはあります。意図したものか確認してください。',
    EN: 'Machine type {machineType} loses service level {serviceLevel}, which the published catalogue has. Check that this is meant.',
    ZH: '机器类型 {machineType} 将失去服务级别 {serviceLevel}(已发布目录中存在)。请确认是否有意。',
  },
  MACHINE_TYPE_VANISHED: {
    JA: 'マシンタイプ {machineType} のサービスがすべてなくなります(公開中は{count}件)。シートの抜けがないか確認してください。',
    EN: 'Machine type {machineType} loses all of its {count} service offerings. Check that no sheet is missing.',
    ZH: '机器类型 {machineType} 的服务将全部消失(已发布 {count} 项)。请确认没有遗漏工作表。',
  },
  LAST_24_MONTH_RENEWAL: {
    JA: 'マシンタイプ {machineType} の24か月の継続サービスがなくなります。7年までの延長ができなくなり、5年を超える分は承認が必要になります。',
    EN: 'Machine type {machineType} loses its last 24-month renewal. With it ends its service life of seven years: beyond five, a person decides.',
    ZH: '机器类型 {machineType} 将失去最后的 24 个月续约服务。其 7 年服务期随之结束，超过 5 年需经审批。',
  },
  WITHDRAWN_ORDERED: {
    JA: '{partNumber} がなくなりますが、注文済みで未登録のサービスパックが{count}件あります。登録が済むまで残すか、影響を確認してください。',
    EN: '{partNumber} is withdrawn while {count} service packs of it are ordered and not yet registered. Keep it until they are, or check them.',
    ZH: '{partNumber} 将被撤销，但仍有 {count} 个已订购未登记的服务包。请保留至登记完成，或确认影响。',
  },
  WITHDRAWN_RENEWALS: {
    JA: '{partNumber} がなくなりますが、今後{days}日以内に保守が満了する{count}台の継続に使われます。代わりのサービスを確認してください。',
    EN: '{partNumber} is withdrawn, which {count} machines need whose coverage ends within {days} days. Check what they are to renew with.',
    ZH: '{partNumber} 将被撤销，但未来 {days} 天内到期的 {count} 台机器需要用它续约。请确认替代服务。',
  },
  MASS_WITHDRAWAL: {
    JA: '公開中の{total}件のうち{count}件({percent}%)がなくなります。一覧の一部だけではないか確認してください。',
    EN: '{count} of the {total} published offerings ({percent} %) are missing. Check that the list is whole.',
    ZH: '已发布的 {total} 项中有 {count} 项({percent}%)缺失。请确认清单完整。',
  },
  WHOLESALE_PRICES_LOST: {
    JA: '仕切価格のある{total}件のうち{count}件の仕切価格がなくなります。一覧に仕切価格の列があるか、空欄がないか確認してください。',
    EN: '{count} of the {total} offerings that have a wholesale price lose it. Check that the list has its columns of wholesale prices, and that they are filled in.',
    ZH: '有批发价的 {total} 项中有 {count} 项将失去批发价。请确认清单包含批发价列且已填写。',
  },
  LIST_DATE_OLDER: {
    JA: 'この一覧は {listDate} 付で、公開中のカタログ({published} 付)より古いものです。最新版か確認してください。',
    EN: 'The list is of {listDate}, older than the published catalogue, which is of {published}. Check that it is the latest.',
    ZH: '该清单日期为 {listDate}，早于已发布目录({published})。请确认是否为最新版。',
  },
};
