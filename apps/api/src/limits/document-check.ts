import { type DocumentNode, type GraphQLError, type GraphQLSchema, specifiedRules, validate } from 'graphql';

import { documentLimitsRule } from './document-limits.ts';

const RULES = [...specifiedRules, documentLimitsRule];

/** What is wrong with a document, as POST /graphql finds it, for documents that come another way. */
export class DocumentCheck {
  constructor(private readonly production: boolean) {}

  errors(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
    return validate(schema, document, RULES, { hideSuggestions: this.production });
  }
}
