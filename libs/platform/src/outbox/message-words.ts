import type { MessageKind } from './message-kinds.ts';

/** What people are told of by mail, and in which words. A single recorded machine is no news to them. */
export const MESSAGE_WORDS: Readonly<Partial<Record<MessageKind, { readonly en: string; readonly ja: string }>>> = {
  CataloguePublished: { en: 'A catalogue was published', ja: 'カタログが公開されました' },
  CatalogueRolledBack: { en: 'The catalogue was rolled back', ja: 'カタログが前の版に戻されました' },
  ContractAbandoned: { en: 'A contract was abandoned', ja: '契約が放棄されました' },
  ContractRegistered: { en: 'A contract was registered', ja: '契約が登録されました' },
  EndOfSupportAnnounced: { en: 'An end of support was announced', ja: 'サポート終了が発表されました' },
  EndOfSupportWithdrawn: { en: 'An end of support was withdrawn', ja: 'サポート終了の発表が取り消されました' },
  InstalledBaseImported: { en: 'An installed base was imported', ja: '設置機器一覧が取り込まれました' },
  MachineTypeFamilySet: { en: 'The family of a machine type was set', ja: '機種の製品群が設定されました' },
  MarketSettingsSet: { en: 'The market settings were changed', ja: '市場設定が変更されました' },
  RegionsImported: { en: 'A region list was imported', ja: '地域一覧が取り込まれました' },
  ServicePackOrdered: { en: 'A service pack was ordered', ja: 'サービスパックが発注されました' },
  StartDateChanged: { en: 'A start date was changed', ja: '開始日が変更されました' },
};
