import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';

import { compiledExecution } from './compiled-execution.ts';
import type { CompiledQueries } from './compiled-queries.ts';
import { readPlainFields } from './plain-fields.ts';

export interface CompilingDriverConfig extends ApolloDriverConfig {
  readonly queries: CompiledQueries;
}

/** Nest's driver of Apollo Server, with queries that come again compiled. */
@Injectable()
export class CompilingDriver extends ApolloDriver {
  override async start(options: CompilingDriverConfig): Promise<void> {
    const { schema, typeDefs: _, resolvers: __, queries, ...others } = options;
    if (schema === undefined) throw new Error('the schema is not built yet');
    readPlainFields(schema);
    const gateway = compiledExecution(schema, queries);
    await super.start({ ...others, gateway } as ApolloDriverConfig);
  }
}
