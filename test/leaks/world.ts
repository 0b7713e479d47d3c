import { GraphQLModule } from '@nestjs/graphql';
import type { ApolloDriver } from '@nestjs/apollo';
import type { ApolloServer } from '@apollo/server';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { Visitor } from '#access';
import { Database, Operation, type OperationContext, type StoppedClock } from '#platform';

import { createApi } from '../../apps/api/src/start-api.ts';
import { DatabaseWithoutOwnRows } from '../support/one-wall.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { UNLIMITED } from '../support/unlimited.ts';
import { type UndoneDatabase, undoneDatabase } from './undone.ts';

/** Whether the application's wall stands. */
export type Application = 'walled' | 'open';

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: object }[];
  readonly extensions?: object;
  /** What webhooks and mails will tell of what was changed. */
  readonly announced?: readonly object[];
}

interface LeakContext extends OperationContext {
  readonly visitor: Visitor;
  readonly req: { readonly ip: string };
}

type DatabaseClass = new (url: string, options?: { connections?: number }) => Database;

/** The whole API on a database, asked in its own process: every resolver and rule of it, without a socket between. */
export class World {
  private readonly reading: Record<Application, Database>;
  private readonly undoing: Record<Application, UndoneDatabase>;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    private readonly server: ApolloServer<LeakContext>,
    Whole: DatabaseClass,
  ) {
    const { loginUrl } = database;
    this.reading = {
      walled: new Whole(loginUrl, { connections: 2 }),
      open: new DatabaseWithoutOwnRows(loginUrl, { connections: 2 }),
    };
    this.undoing = { walled: undoneDatabase(Whole, loginUrl), open: undoneDatabase(DatabaseWithoutOwnRows, loginUrl) };
  }

  /** `Whole` is the database as its users find it; another one for leaks that are planted. */
  static async open(database: TestDatabase, clock: StoppedClock, Whole: DatabaseClass = Database): Promise<World> {
    const app = await createApi({
      environment: { marketZone: 'Asia/Tokyo' },
      databaseUrl: database.loginUrl,
      clock,
      logger: false,
      production: false,
      limits: UNLIMITED,
    });
    await app.init();
    const server = app.get<GraphQLModule<ApolloDriver>>(GraphQLModule).graphQlAdapter.instance;
    return new World(app, database, server as unknown as ApolloServer<LeakContext>, Whole);
  }

  /** Asks something that is kept, as when the world is made. */
  async ask<T>(caller: Visitor, query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.execute(this.reading.walled, caller, 'making', query, variables);
    if (errors || !data) throw new Error(`${query} was answered ${JSON.stringify(errors)}`);
    return data as T;
  }

  /** What a caller is answered; a change is undone once it is answered. */
  async answer(caller: Visitor, document: string, requestId: string, application: Application): Promise<Answer> {
    if (!document.startsWith('mutation')) return this.execute(this.reading[application], caller, requestId, document);
    const database = this.undoing[application];
    try {
      const answer = await this.execute(database, caller, requestId, document);
      return { ...answer, announced: await database.announced(requestId) };
    } finally {
      await database.undo();
    }
  }

  async close(): Promise<void> {
    for (const database of [...Object.values(this.reading), ...Object.values(this.undoing)]) await database.close();
    await this.app.close();
  }

  private async execute(
    database: Database,
    caller: Visitor,
    requestId: string,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<Answer> {
    const operation = new Operation(database, caller, 'EN', requestId);
    try {
      const contextValue = { visitor: caller, operation, req: { ip: '127.0.0.1' } };
      const { body } = await this.server.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== 'single') throw new Error('an answer came in parts');
      return body.singleResult;
    } finally {
      await operation.end();
    }
  }
}
