import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';

import { compiledExecution } from './compiled-execution.ts';

export interface CompilingDriverConfig extends ApolloDriverConfig {
  /** How often a query is answered by graphql-js before code is compiled for it. */
  readonly compileQueriesAfter: number;
}

/** Nest's driver of Apollo Server, with queries that come again compiled. */
@Injectable()
export class CompilingDriver extends ApolloDriver {
  override async start(options: CompilingDriverConfig): Promise<void> {
    const { schema, typeDefs: _, resolvers: __, compileQueriesAfter, ...others } = options;
    if (schema === undefined) throw new Error('the schema is not built yet');
    const gateway = compiledExecution(schema, compileQueriesAfter);
    await super.start({ ...others, gateway } as ApolloDriverConfig);
  }
}
