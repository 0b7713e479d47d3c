import {
  type DocumentNode,
  type ExecutionResult,
  getNamedType,
  getOperationAST,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type TypeNode,
  visit,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { type CompiledQuery as JitQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

import { ReadingHabit } from './reading-habit.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Queries whose code is kept, the last used ones. */
const MOST_KEPT = 500;
/** Longer texts than anybody types are not kept to be recognised by. */
const LONGEST_KEPT = 16_384;

/**
 * graphql-jit marks days and the like in the code it writes by texts that begin so, and takes a client's text that begins
 * so for its own: what follows would be run. Such a document is never compiled.
 */
const MARKER = '__MAGIC_';

/** A validated query, as it is asked for. */
export interface AskedQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As it was asked for: of a document with one operation, mostly not at all. */
  readonly operationName: string | null | undefined;
  /** The document as it was sent, and the hash of it. */
  readonly source: string | undefined;
  readonly queryHash: string | undefined;
}

/** A query with the code that answers it. */
export class CompiledQuery {
  constructor(
    readonly asked: AskedQuery,
    private readonly query: JitQuery['query'],
    readonly habit: ReadingHabit,
  ) {}

  /** The answer, in the words of graphql-js; without `data` where the variables are not what the query declares. */
  async answer(context: object, variables: Variables | null | undefined): Promise<ExecutionResult> {
    const result = await this.query(undefined, context, variables ?? {});
    if (result.errors === undefined) return result;
    if (result.data === undefined) {
      const problems = this.problemsOf(variables ?? {});
      if (problems) return { errors: problems };
    }
    const { document } = this.asked;
    return { errors: result.errors.map((error) => plainError(error, document)), data: result.data };
  }

  /** What graphql-js says of the variables: Apollo Server knows it by its words. */
  private problemsOf(variables: Variables): readonly GraphQLError[] | undefined {
    const { schema, operation } = this.asked;
    return getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 50 }).errors;
  }
}

interface Known {
  seen: number;
  readonly compilable: boolean;
  readonly operations: Map<string, CompiledQuery | undefined>;
}

/** Queries that came again, with code for each. */
export class CompiledQueries {
  /** Documents by identity: Apollo Server keeps the ones it has parsed and validated, and hands out the same again. */
  private readonly known = new Map<DocumentNode, Known>();
  private readonly byText = new Map<string, CompiledQuery>();

  /** A query is compiled once it has been asked for more often than `after`; as often it must read in a way that is then kept to. */
  constructor(private readonly after: number) {}

  /** The code for what is asked; nothing when there is none, or not yet. */
  of(asked: AskedQuery): CompiledQuery | undefined {
    if (asked.operation.operation !== OperationTypeNode.QUERY) return undefined;
    const known = this.knownOf(asked.document);
    if (!known.compilable || known.seen++ < this.after) return undefined;
    const name = asked.operationName ?? '';
    if (!known.operations.has(name)) known.operations.set(name, this.compile(asked));
    const compiled = known.operations.get(name);
    if (compiled && asked.source !== undefined && asked.source.length <= LONGEST_KEPT)
      keep(this.byText, keyOf(asked.source, name), compiled);
    return compiled;
  }

  /** The code for a query that was asked for in the very same words. */
  ofText(text: string, operationName: string | null | undefined): CompiledQuery | undefined {
    const key = keyOf(text, operationName ?? '');
    const compiled = this.byText.get(key);
    if (compiled) keep(this.byText, key, compiled);
    return compiled;
  }

  private compile(asked: AskedQuery): CompiledQuery | undefined {
    const { schema, document, operationName } = asked;
    if (takesDefaults(schema, document, operationName ?? undefined)) return undefined;
    const compiled = compileQuery(schema, document, operationName ?? undefined);
    if (!isCompiledQuery(compiled)) return undefined;
    return new CompiledQuery(asked, compiled.query, new ReadingHabit(this.after));
  }

  private knownOf(document: DocumentNode): Known {
    const known = this.known.get(document) ?? {
      seen: 0,
      compilable: !holdsMarker(document),
      operations: new Map<string, CompiledQuery | undefined>(),
    };
    keep(this.known, document, known);
    return known;
  }
}

/** The last used one goes to the end: the first one is the one to forget. */
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_KEPT) map.delete(map.keys().next().value as K);
}

/** The name is sent as freely as the text: its length keeps what is of the one from being read as of the other. */
function keyOf(text: string, operationName: string): string {
  return `${operationName.length} ${operationName}${text}`;
}

/**
 * Whether a variable, or a field of one, has a default and may not be null: graphql-jit takes it for missing where it is
 * left out.
 */
function takesDefaults(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): boolean {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const seen = new Set<GraphQLNamedType>();
  const hasDefaults = (type: GraphQLNamedType | undefined): boolean => {
    if (!isInputObjectType(type) || seen.has(type)) return false;
    seen.add(type);
    return Object.values(type.getFields()).some(
      (field) =>
        (isNonNullType(field.type) && field.defaultValue !== undefined) || hasDefaults(getNamedType(field.type)),
    );
  };
  return definitions.some(
    ({ type, defaultValue }) =>
      (type.kind === Kind.NON_NULL_TYPE && defaultValue !== undefined) || hasDefaults(schema.getType(nameOf(type))),
  );
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function holdsMarker(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.STRING]({ value }) {
      found ||= value.includes(MARKER);
    },
  });
  return found;
}

/** An error as graphql-js makes them: graphql-jit has a class of its own, which tells neither its original nor its place. */
function plainError({ message, locations, path, originalError }: GraphQLError, { loc }: DocumentNode): GraphQLError {
  const extensions = (originalError as { extensions?: GraphQLError['extensions'] } | undefined)?.extensions;
  const lines = loc?.source.body.split('\n');
  const positions = lines && locations?.map(({ line, column }) => offsetOf(lines, line, column));
  return new GraphQLError(message, { source: loc?.source, positions, path, originalError, extensions });
}

function offsetOf(lines: readonly string[], line: number, column: number): number {
  return lines.slice(0, line - 1).reduce((offset, text) => offset + text.length + 1, column - 1);
}
