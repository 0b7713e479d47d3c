import { Controller, Get, Logger, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Locale } from '#policy';
import { operator } from '#access';
import { writeWorkbook } from '#platform';
import { ErrorWorkbook } from '#catalogue';
import { InstalledBaseErrors } from '#contracts';

import { HttpProblemFilter } from './http-problem.filter.ts';
import { RouteCost, RouteRates } from './limits/limit-routes.ts';
import { localeOf } from './locale-of.ts';
import { sendFile } from './send-file.ts';
import { Slots } from './slots.ts';

/** Each reads its file again, in a process of its own. */
const MOST_AT_ONCE = 2;
const ERROR_WORKBOOK_COST = 1_000;

const log = new Logger('Exports');

/** What imports give back as files. */
@Controller('imports')
@UseFilters(HttpProblemFilter)
@UseGuards(RouteRates)
@RouteCost(ERROR_WORKBOOK_COST)
export class ImportsController {
  private readonly slots = new Slots(MOST_AT_ONCE, 'error workbooks');

  constructor(
    private readonly errors: ErrorWorkbook,
    private readonly machineErrors: InstalledBaseErrors,
  ) {}

  /** A catalogue list as it came, with a column that names the problems of each row. */
  @Get(':id/errors.xlsx')
  async errorWorkbook(
    @Param('id') id: string,
    @Query('locale') locale: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(this.errors, id, localeOf(locale ?? request.headers['accept-language']), reply);
  }

  /** The same, of a list of machines. */
  @Get('machines/:id/errors.xlsx')
  async errorWorkbookOfMachines(
    @Param('id') id: string,
    @Query('locale') locale: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(this.machineErrors, id, localeOf(locale ?? request.headers['accept-language']), reply);
  }

  private async send(
    errors: ErrorWorkbook | InstalledBaseErrors,
    id: string,
    locale: Locale,
    reply: FastifyReply,
  ): Promise<void> {
    this.slots.take(reply);
    const sheets = await errors.sheets(operator, id, locale);
    log.log(`${operator.name} takes the error workbook of ${id}`);
    await sendFile(reply, writeWorkbook(sheets), `errors-${id}`, 'xlsx');
  }
}
