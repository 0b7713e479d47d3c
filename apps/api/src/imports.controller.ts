import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Locale } from '#policy';
import { type Caller, Log, writeWorkbook } from '#platform';
import { ErrorWorkbook } from '#catalogue';
import { InstalledBaseErrors } from '#contracts';

import { RouteCost, RouteRates } from './limits/limit-routes.ts';
import { RequestTime } from './limits/request-time.ts';
import { localeOf } from './locale-of.ts';
import { sendFile } from './send-file.ts';
import { Slots } from './slots.ts';
import { visitorOf } from './visitors.ts';

/** Each reads its file again, in a process of its own. */
const MOST_AT_ONCE = 2;
const ERROR_WORKBOOK_COST = 1_000;

const log = new Log('Exports');

/** What imports give back as files. */
@Controller('imports')
@UseGuards(RouteRates)
@RouteCost(ERROR_WORKBOOK_COST)
export class ImportsController {
  private readonly slots = new Slots(MOST_AT_ONCE, 'error workbooks');

  constructor(
    private readonly errors: ErrorWorkbook,
    private readonly machineErrors: InstalledBaseErrors,
    private readonly time: RequestTime,
  ) {}

  /** A catalogue list as it came, with a column that names the problems of each row. */
  @Get(':id/errors.xlsx')
  async errorWorkbook(
    @Param('id') id: string,
    @Query('locale') locale: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(visitorOf(request), this.errors, id, localeOf(locale ?? request.headers['accept-language']), reply);
  }

  /** The same, of a list of machines. */
  @Get('machines/:id/errors.xlsx')
  async errorWorkbookOfMachines(
    @Param('id') id: string,
    @Query('locale') locale: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(
      visitorOf(request),
      this.machineErrors,
      id,
      localeOf(locale ?? request.headers['accept-language']),
      reply,
    );
  }

  private async send(
    visitor: Caller,
    errors: ErrorWorkbook | InstalledBaseErrors,
    id: string,
    locale: Locale,
    reply: FastifyReply,
  ): Promise<void> {
    this.slots.take(reply);
    const { id: requestId } = reply.request;
    const sheets = await this.time.within((deadline) => errors.sheets({ ...visitor, requestId, deadline }, id, locale));
    log.info('export', { requestId, caller: visitor.name, file: 'errors.xlsx', importId: id });
    await sendFile(reply, writeWorkbook(sheets), `errors-${id}`, 'xlsx');
  }
}
