import { type ASTVisitor, type DocumentNode, GraphQLError, type ValidationContext } from 'graphql';

import { type DocumentWeight, weightOf } from './document-weight.ts';

export const MOST_TOKENS = 2_000;
export const LARGEST_BODY_BYTES = 256 * 1024;

/** Who asks, as far as limits differ: a person at a screen, or a system with a service key. */
export type KindOfCaller = 'person' | 'key';

/** How heavy a document may be. */
const HEAVIEST: Readonly<Record<KindOfCaller, DocumentWeight>> = {
  person: { depth: 12, fields: 1_000, aliases: 30, directives: 5 },
  key: { depth: 10, fields: 500, aliases: 20, directives: 5 },
};

const WORDS: Readonly<Record<keyof DocumentWeight, string>> = {
  depth: 'levels deep',
  fields: 'fields, with its fragments put in',
  aliases: 'aliases',
  directives: 'directives',
};

export function kindOf({ name }: { readonly name: string }): KindOfCaller {
  return name.startsWith('key:') ? 'key' : 'person';
}

/** In which ways a document is too heavy for a caller; none when it is not. */
export function tooHeavy(document: DocumentNode, kind: KindOfCaller): string[] {
  const weight = weightOf(document);
  const heaviest = HEAVIEST[kind];
  return (Object.keys(WORDS) as (keyof DocumentWeight)[])
    .filter((measure) => weight[measure] > heaviest[measure])
    .map((measure) => `The document has more than ${heaviest[measure]} ${WORDS[measure]}. Split it.`);
}

/**
 * Refuses what is too heavy for anybody. A rule sees the document alone, and what it lets pass is not looked at again:
 * what is allowed to some callers only is for `tooHeavy`, with each request.
 */
export function documentLimitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      for (const message of tooHeavy(document, 'person')) context.reportError(new GraphQLError(message));
    },
  };
}
