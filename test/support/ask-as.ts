import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { execute, getOperationAST, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';

import { forbiddenIn, type Visitor } from '#access';
import { type Clock, Database, Operation, Problem } from '#platform';

import { ApiModule } from '../../apps/api/src/api.module.ts';

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  /** Codes and words of what went wrong; what is no problem of the asker has its own message as code. */
  readonly problems: readonly { readonly code: string; readonly message: string; readonly path?: unknown }[];
}

/** The API without its doors: what a visitor asks is looked at by the access table, and answered in the visitor's role. */
export class AskAs {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly database: Database,
    readonly schema: GraphQLSchema,
  ) {}

  static async start(databaseUrl: string, clock: Clock): Promise<AskAs> {
    const module = ApiModule.forRoot({
      environment: { marketZone: 'Asia/Tokyo' },
      databaseUrl,
      clock,
      production: false,
    });
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    await app.init();
    return new AskAs(app, app.get(Database), app.get(GraphQLSchemaHost).schema);
  }

  async ask(visitor: Visitor, text: string, variableValues: Record<string, unknown> = {}): Promise<Answer> {
    const document = parse(text);
    const invalid = validate(this.schema, document);
    const asked = getOperationAST(document);
    if (invalid.length > 0 || !asked) throw new Error(`this document is wrong: ${text}: ${String(invalid)}`);
    const forbidden = forbiddenIn(this.schema, document, asked, visitor);
    if (forbidden) return { problems: [shown(forbidden)] };
    const operation = new Operation(this.database, visitor, 'EN', 'a-request');
    try {
      const contextValue = { visitor, operation };
      const { data, errors = [] } = await execute({ schema: this.schema, document, variableValues, contextValue });
      return { data, problems: errors.map(shown) };
    } finally {
      await operation.end();
    }
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

function shown(error: GraphQLError): Answer['problems'][number] {
  const problem = error instanceof Problem ? error : error.originalError;
  if (problem instanceof Problem)
    return { code: problem.code, message: problem.message, path: problem.extensions.path ?? error.path };
  return { code: `BUG ${error.message}`, message: error.message, path: error.path };
}
