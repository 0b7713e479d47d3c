import { Injectable } from '@nestjs/common';

import { type CalendarDate, type Locale, serviceLevelName } from '#policy';
import { type Caller, Clock, Database, everyPage, type ExportedTable, Selection, type WrittenValue } from '#platform';

import type { RenewalWhere } from './renewal.inputs.ts';
import type { Renewal } from './renewal.model.ts';
import { Renewals } from './renewals.queries.ts';

const HEADERS: Readonly<Record<Locale, readonly string[]>> = {
  JA: [
    ...['製品番号', 'シリアル番号', '製品名', 'お客様名', '販売店', 'サービスレベル', 'プレミア', '保守満了日'],
    ...['推奨発注日', '最終安全発注日', '残り日数', '経過日数', '再開手数料の開始日', '保守廃止日'],
  ],
  EN: [
    ...['Product number', 'Serial', 'Product name', 'Customer', 'Reseller', 'Service level', 'Premier'],
    ...['Last covered on', 'Recommended order on', 'Latest safe order on', 'Days left', 'Lapsed days'],
    ...['Reinstatement fee from', 'End of support'],
  ],
  ZH: [
    ...['产品编号', '序列号', '产品名称', '客户', '经销商', '服务级别', 'Premier', '服务到期日'],
    ...['建议订购日', '最晚安全订购日', '剩余天数', '已过天数', '恢复手续费起始日', '停止支持日期'],
  ],
};
const NAMES: Readonly<Record<Locale, string>> = { JA: '更新一覧', EN: 'Renewals', ZH: '续约列表' };
const WIDTHS = [14, 14, 26, 28, 28, 16, 9, 13, 13, 15, 10, 10, 18, 13];

/** The renewal pipeline as a list, judged as of one day and read page by page, each in a transaction of its own. */
@Injectable()
export class ExportRenewals {
  constructor(
    private readonly database: Database,
    private readonly renewals: Renewals,
    private readonly clock: Clock,
  ) {}

  /** Throws `BAD_USER_INPUT` for a filter that cannot be meant. `on` is today by default. */
  async table(caller: Caller, where: RenewalWhere, on: string | undefined, locale: Locale): Promise<ExportedTable> {
    const day = (on ?? this.clock.today()) as CalendarDate;
    const { totalCount } = await this.database.read(caller, (tx) =>
      this.renewals.page(tx, where, day, { first: 1 }, Selection.nothing.alsoAsking('totalCount')),
    );
    return {
      name: NAMES[locale],
      columns: HEADERS[locale].map((header, index) => ({ header, width: WIDTHS[index] })),
      rows: this.rows(caller, where, day, locale),
      rowCount: totalCount ?? 0,
      narrowedBy: ['endingFrom', 'endingTo', 'machineType', 'customerId', 'resellerId', 'prefecture'],
    };
  }

  private async *rows(
    caller: Caller,
    where: RenewalWhere,
    day: CalendarDate,
    locale: Locale,
  ): AsyncGenerator<readonly WrittenValue[]> {
    const pages = everyPage((args) =>
      this.database.read(caller, (tx) => this.renewals.page(tx, where, day, args, Selection.nothing)),
    );
    for await (const renewals of pages) yield* renewals.map((renewal) => valuesOf(renewal, locale));
  }
}

function valuesOf(renewal: Renewal, locale: Locale): readonly WrittenValue[] {
  const { machine, serviceLevel, premier, daysLeft, lapsedDays, endOfSupportOn } = renewal;
  return [
    machine.machineTypeCode + machine.model,
    machine.serial,
    machine.machineType?.productName,
    machine.customer?.name,
    machine.reseller?.name,
    serviceLevel ? serviceLevelName(serviceLevel, locale) : undefined,
    premier ? '○' : undefined,
    { day: renewal.lastCoveredOn },
    { day: renewal.recommendedOrderOn },
    { day: renewal.latestSafeOrderOn },
    daysLeft,
    lapsedDays,
    { day: renewal.reinstatementFeeFrom },
    endOfSupportOn ? { day: endOfSupportOn } : undefined,
  ];
}
