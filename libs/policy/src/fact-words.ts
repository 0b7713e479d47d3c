import type { Text } from './clauses/clause.ts';
import {
  ADD_ON_NAMES,
  PREMIER_NAME,
  PRODUCT_FAMILY_NAMES,
  REGION_MARK_NAMES,
  SERVICE_KIND_NAMES,
  SERVICE_LEVEL_NAMES,
} from './names.ts';
import type { PartClass } from './vocabulary.ts';

type Words = Readonly<Record<string, Text>>;

const LEVELS: Words = { ...SERVICE_LEVEL_NAMES, NONE: { ja: 'なし', en: 'none', zh: '无' } };
const LIMITS: Words = {
  PLACE: { ja: '設置場所', en: 'the place', zh: '安装地点' },
  MACHINE_TYPE: { ja: '機種', en: 'the machine type', zh: '机型' },
};
const SERVICES: Words = { ...SERVICE_LEVEL_NAMES, ...SERVICE_KIND_NAMES, ...ADD_ON_NAMES, PREMIER: PREMIER_NAME };

const WANTING: Words = {
  CUSTOMER_NAME: { ja: 'お客様名', en: 'customer name', zh: '客户名称' },
  PLACE: { ja: '設置場所', en: 'place', zh: '安装地点' },
  MACHINE_TYPE: { ja: 'マシンタイプ', en: 'machine type', zh: '机型' },
  SERIAL: { ja: 'シリアル番号', en: 'serial', zh: '序列号' },
  DELIVERY_NOTE: { ja: '機器を特定できる納品書', en: 'delivery note that names the serial', zh: '载有序列号的交货单' },
  SERIAL_ON_DELIVERY_NOTE: {
    ja: '納品書へのシリアル番号の記載',
    en: 'serial on the delivery note',
    zh: '交货单上的序列号',
  },
  WARRANTY_CARD: { ja: '日付の入った保証書', en: 'dated warranty card', zh: '注明日期的保修卡' },
};

const CAUSES: Words = {
  ACCIDENT: { ja: '事故', en: 'an accident', zh: '事故' },
  IMPROPER_ENVIRONMENT: { ja: '不適切な環境', en: 'an improper environment', zh: '不当环境' },
};

const PART_CLASSES: Readonly<Record<PartClass, Text>> = {
  ORDINARY: { ja: '一般部品', en: 'ordinary part', zh: '普通部件' },
  COIN_CELL: { ja: 'コイン型電池', en: 'coin cell', zh: '纽扣电池' },
  SSD: { ja: 'SSD', en: 'SSD', zh: 'SSD' },
  HIGH_IOPS_ADAPTER: { ja: 'High IOPSアダプター', en: 'High IOPS adapter', zh: 'High IOPS 适配器' },
  STRUCTURAL_PART: { ja: '構造部品', en: 'structural part', zh: '结构件' },
  RAID_BATTERY: { ja: 'RAIDコントローラーの電池', en: 'RAID controller battery', zh: 'RAID 控制器电池' },
  LIMITED_WARRANTY_SSD: { ja: '限定保証SSD', en: 'limited-warranty SSD', zh: '有限保修 SSD' },
  BACKUP_MEDIA: { ja: 'バックアップ媒体', en: 'backup media', zh: '备份介质' },
  UPS_BATTERY: { ja: 'UPSの電池', en: 'UPS battery', zh: 'UPS 电池' },
};

/** The facts whose values are codes, and the words a person reads for them. */
export const WORDS_OF: Readonly<Record<string, Words>> = {
  serviceLevel: LEVELS,
  currentLevel: LEVELS,
  previousLevel: LEVELS,
  family: PRODUCT_FAMILY_NAMES,
  mark: REGION_MARK_NAMES,
  limitedBy: LIMITS,
  offer: SERVICES,
  what: SERVICES,
  missing: WANTING,
  cause: CAUSES,
  partClass: PART_CLASSES,
};
