import { Logger, type LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';

import { describeError } from './described-error.ts';
import type { LogLevel } from './environment.ts';
import { listedFacts, type LogEvent, type LogFacts } from './log-facts.ts';

/** What the framework says of its own start: names of modules and routes. */
const FRAMEWORK = new Set([
  'GraphQLModule',
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** How a part of the program says what it does: by events and facts, never in sentences. */
export class Log {
  private readonly logger: Logger;

  constructor(context: string) {
    this.logger = new Logger(context);
  }

  /** Something was done, or was refused. */
  info(event: LogEvent, facts: LogFacts = {}): void {
    this.logger.log(new LogEntry(event, facts));
  }

  /** The same, for whoever looks for it. */
  debug(event: LogEvent, facts: LogFacts): void {
    this.logger.debug(new LogEntry(event, facts));
  }

  /** Something was thrown that is no fault of ours, but that somebody may ask about. */
  warn(event: LogEvent, cause: unknown, facts: LogFacts = {}): void {
    this.logger.warn(new LogEntry(event, facts, cause));
  }

  /** Something went wrong. */
  error(cause: unknown, facts: LogFacts = {}): void {
    this.logger.error(new LogEntry('failed', facts, cause));
  }
}

class LogEntry {
  constructor(
    readonly event: LogEvent,
    readonly facts: LogFacts,
    readonly cause?: unknown,
  ) {}
}

/** The log of a process: one JSON object a line, on standard error. Only what is listed gets in, whoever says it. */
export class ProcessLog implements LoggerService {
  private readonly pino: Pino;

  constructor(level: LogLevel, process: string, destination: DestinationStream = pino.destination(2)) {
    this.pino = pino(
      { level, base: { process, pid: globalThis.process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
      destination,
    );
  }

  log(message: unknown, context?: string): void {
    // The framework tells each step of its own start: that is for whoever looks for it.
    this.write(FRAMEWORK.has(context ?? '') ? 'debug' : 'info', message, context);
  }

  error(message: unknown, ...rest: unknown[]): void {
    // A taken port is answered by whoever started the process; it is no fault of the process.
    const isTaken = Error.isError(message) && 'code' in message && message.code === 'EADDRINUSE';
    this.write(isTaken ? 'debug' : 'error', message, rest.at(-1));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest.at(-1));
  }

  debug(message: unknown, context?: string): void {
    this.write('debug', message, context);
  }

  verbose(message: unknown, context?: string): void {
    this.write('trace', message, context);
  }

  /** What nobody caught ends the process, and is logged as anything else is; Node would print all of it. */
  endOnUncaught(): void {
    process.once('uncaughtException', (cause) => {
      this.error(cause);
      process.exit(1);
    });
  }

  private write(level: 'error' | 'warn' | 'info' | 'debug' | 'trace', message: unknown, from: unknown): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const context = typeof from === 'string' && /^[A-Za-z]{1,40}$/.test(from) ? from : undefined;
    if (message instanceof LogEntry) {
      const { event, facts, cause } = message;
      const error = cause === undefined ? undefined : describeError(cause);
      return this.pino[level]({ context, ...listedFacts(facts), error }, event);
    }
    if (Error.isError(message)) return this.pino[level]({ context, error: describeError(message) }, 'failed');
    const isNames = typeof message === 'string' && FRAMEWORK.has(context ?? '');
    this.pino[level]({ context }, isNames ? message : 'something that is not listed');
  }
}
