import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Visitor } from '#access';
import { badUserInput, type ExportedTable, LocalDate } from '#platform';
import { ExportCatalogue, ExportDifference, OfferingChangeKind } from '#catalogue';
import { ExportMachines } from '#installed-base';
import { ExportRenewals } from '#renewals';

import { RouteCost, RouteRates } from './limits/limit-routes.ts';
import { RequestTime } from './limits/request-time.ts';
import { localeOf } from './locale-of.ts';
import { readFileType, sendTable } from './send-file.ts';
import { Slots } from './slots.ts';
import { visitorOf } from './visitors.ts';

const EXPORT_COST = 2_000;
const MOST_AT_ONCE = 4;

type Asked = Readonly<Record<string, string | undefined>>;

/** Lists as files, run as whoever asks: `GET /exports/catalogue.xlsx?on=2026-10-01&machineType=7X06&locale=ja`. */
@Controller('exports')
@UseGuards(RouteRates)
@RouteCost(EXPORT_COST)
export class ExportsController {
  private readonly slots = new Slots(MOST_AT_ONCE, 'exports');

  constructor(
    private readonly catalogue: ExportCatalogue,
    private readonly difference: ExportDifference,
    private readonly machines: ExportMachines,
    private readonly renewals: ExportRenewals,
    private readonly time: RequestTime,
  ) {}

  @Get('catalogue.:type')
  async exportCatalogue(
    @Param('type') type: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { machineType } = asked;
    const selection = { on: day('on', asked.on), knownAt: instant('knownAt', asked.knownAt), machineType };
    await this.send(request, reply, 'catalogue', type, (visitor) =>
      this.catalogue.table(visitor, selection, locale(asked, request)),
    );
  }

  @Get('difference.:type')
  async exportDifference(
    @Param('type') type: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const importId = asked.import;
    if (importId === undefined) throw badUserInput('import', 'Say which import: /exports/difference.xlsx?import=…');
    const what = { importId, kind: kind(asked.kind) };
    await this.send(request, reply, 'difference', type, (visitor) =>
      this.difference.table(visitor, what, locale(asked, request)),
    );
  }

  @Get('machines.:type')
  async exportMachines(
    @Param('type') type: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { machineType, customerId, resellerId } = asked;
    const where = { machineType, customerId, resellerId };
    await this.send(request, reply, 'machines', type, (visitor) =>
      this.machines.table(visitor, where, locale(asked, request)),
    );
  }

  @Get('renewals.:type')
  async exportRenewals(
    @Param('type') type: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { machineType, customerId, resellerId, prefecture } = asked;
    const window = { endingFrom: day('endingFrom', asked.endingFrom), endingTo: day('endingTo', asked.endingTo) };
    const where = { machineType, customerId, resellerId, prefecture, ...window };
    const on = day('on', asked.on);
    await this.send(request, reply, 'renewals', type, (visitor) =>
      this.renewals.table(visitor, where, on, locale(asked, request)),
    );
  }

  /** Everything that can be wrong with what was asked is said before the first byte is sent. */
  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    type: string,
    begin: (visitor: Visitor) => Promise<ExportedTable>,
  ): Promise<void> {
    const [fileType, visitor] = [readFileType(type), visitorOf(request)];
    this.slots.take(reply);
    const table = await this.time.within((deadline) =>
      begin({ ...visitor, requestId: request.id, deadline, readsAnywhere: true }),
    );
    await sendTable(reply, table, { name, type: fileType, caller: visitor });
  }
}

function locale(asked: Asked, { headers }: FastifyRequest): ReturnType<typeof localeOf> {
  return localeOf(asked.locale ?? headers['accept-language']);
}

function kind(text: string | undefined): OfferingChangeKind | undefined {
  if (text === undefined || Object.hasOwn(OfferingChangeKind, text)) return text as OfferingChangeKind | undefined;
  throw badUserInput(
    'kind',
    `"${text}" is no kind of change. Give one of ${Object.keys(OfferingChangeKind).join(', ')}.`,
  );
}

function day(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return LocalDate.parseValue(text);
  } catch (cause) {
    throw badUserInput(name, cause instanceof Error ? cause.message : String(cause));
  }
}

function instant(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const read = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(read.getTime())) return read;
  throw badUserInput(name, `"${text}" is not an instant. Write it like 2026-10-01T00:00:00Z.`);
}
