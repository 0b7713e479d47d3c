import { Injectable } from '@nestjs/common';

import type { Locale } from '#policy';
import { type Caller, Database, everyPage, type ExportedTable, Selection, type WrittenValue } from '#platform';

import type { Machine } from './machine.entity.ts';
import type { MachineWhere } from './machine.inputs.ts';
import { Machines } from './machines.queries.ts';

const HEADERS: Readonly<Record<Locale, readonly string[]>> = {
  JA: [
    ...['製品番号', 'シリアル番号', '製品名', '出荷日', '国', '中古', 'お客様名', '販売店'],
    ...['郵便番号', '都道府県', '市区町村', '団体コード', '保守廃止日'],
  ],
  EN: [
    ...['Product number', 'Serial', 'Product name', 'Shipped on', 'Country', 'Used', 'Customer', 'Reseller'],
    ...['Postal code', 'Prefecture', 'Municipality', 'Municipality code', 'End of support'],
  ],
  ZH: [
    ...['产品编号', '序列号', '产品名称', '出货日', '国家', '二手', '客户', '经销商'],
    ...['邮政编码', '都道府县', '市区町村', '团体代码', '停止支持日期'],
  ],
};
const NAMES: Readonly<Record<Locale, string>> = { JA: '機器一覧', EN: 'Machines', ZH: '机器列表' };
const WIDTHS = [14, 14, 26, 13, 7, 7, 28, 28, 11, 12, 18, 12, 13];

/** The installed base as a list, read page by page, each in a transaction of its own. */
@Injectable()
export class ExportMachines {
  constructor(
    private readonly database: Database,
    private readonly machines: Machines,
  ) {}

  /** Throws `BAD_USER_INPUT` for a filter that cannot be meant. */
  async table(caller: Caller, where: MachineWhere, locale: Locale): Promise<ExportedTable> {
    const { totalCount } = await this.database.read(caller, (tx) =>
      this.machines.page(tx, where, { first: 1 }, Selection.nothing.alsoAsking('totalCount')),
    );
    return {
      name: NAMES[locale],
      columns: HEADERS[locale].map((header, index) => ({ header, width: WIDTHS[index] })),
      rows: this.rows(caller, where),
      rowCount: totalCount ?? 0,
      narrowedBy: ['machineType', 'customerId', 'resellerId'],
    };
  }

  private async *rows(caller: Caller, where: MachineWhere): AsyncGenerator<readonly WrittenValue[]> {
    const pages = everyPage((args) =>
      this.database.read(caller, (tx) => this.machines.page(tx, where, args, Selection.nothing)),
    );
    for await (const machines of pages) yield* machines.map(valuesOf);
  }
}

function valuesOf(machine: Machine): readonly WrittenValue[] {
  const { machineTypeCode, model, serial, machineType, shippedOn, country, used, customer, reseller, site } = machine;
  const endOfSupportOn = machineType?.endOfSupport?.on;
  return [
    machineTypeCode + model,
    serial,
    machineType?.productName,
    shippedOn ? { day: shippedOn } : undefined,
    country,
    used ? '○' : undefined,
    customer?.name,
    reseller?.name,
    site?.postalCode,
    site?.prefecture,
    site?.municipality,
    site?.municipalityCode,
    endOfSupportOn ? { day: endOfSupportOn } : undefined,
  ];
}
