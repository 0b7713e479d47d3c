import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';

import type { LogLevel } from './environment.ts';

const FRAMEWORK = new Set([
  'GraphQLModule',
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The log of a process: one JSON object a line, on standard error. */
export class ProcessLog implements LoggerService {
  private readonly pino: Pino;

  constructor(level: LogLevel, process: string) {
    this.pino = pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  }

  /** The framework tells each step of its own start: that is for whoever looks for it. */
  log(message: unknown, context?: string): void {
    const level = FRAMEWORK.has(context ?? '') ? 'debug' : 'info';
    this.pino[level]({ context }, text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const cause = message instanceof Error ? message : undefined;
    // A taken port is answered by whoever started the process; it is no fault of the process.
    if (cause && 'code' in cause && cause.code === 'EADDRINUSE') return this.debug(cause);
    this.pino.error({ err: cause, detail: cause ? undefined : rest[0] }, text(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, text(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, text(message));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, text(message));
  }
}

function text(message: unknown): string {
  return message instanceof Error ? message.message : String(message);
}
