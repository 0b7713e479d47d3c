import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getNamedType,
  getOperationAST,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  type TypeNode,
  visit,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

import type { OperationContext } from '#platform';

type Gateway = ApolloServerOptionsWithGateway<OperationContext>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Asked = Parameters<Executor>[0];
type Compiled = CompiledQuery['query'];

/** Queries whose code is kept, the last used ones. */
const MOST_KEPT = 500;

/**
 * graphql-jit marks days and the like in the code it writes by texts that begin so, and takes a client's text that begins
 * so for its own: what follows would be run. Such a document is never compiled.
 */
const MARKER = '__MAGIC_';

/**
 * Answers a query that comes again by code that is compiled for it, which takes a third of what graphql-js takes to go
 * through the document each time. Mutations, and queries not seen `after` times yet, are left to graphql-js.
 *
 * Apollo Server lets a gateway execute operations; that is the seam.
 */
export function compiledExecution(schema: GraphQLSchema, after: number): Gateway {
  const queries = new KnownQueries(schema, after);
  const executor = async (asked: Asked): Promise<ExecutionResult> => {
    const query = queries.compiled(asked);
    return query === undefined ? executePlainly(schema, asked) : executeCompiled(schema, asked, query);
  };
  let heard: Parameters<Gateway['onSchemaLoadOrUpdate']>[0] | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      heard = callback;
      return () => undefined;
    },
    async load() {
      heard?.({ apiSchema: schema, coreSupergraphSdl: '' });
      return { executor: executor as Executor };
    },
    async stop() {
      // Nothing to give back.
    },
  };
}

interface Known {
  seen: number;
  readonly compilable: boolean;
  readonly operations: Map<string, Compiled | undefined>;
}

/** Documents by identity: Apollo Server keeps the ones it has parsed and validated, and hands out the same again. */
class KnownQueries {
  private readonly known = new Map<DocumentNode, Known>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly after: number,
  ) {}

  /** The code for what is asked; nothing when there is none, or not yet. */
  compiled({ document, operationName, operation }: Asked): Compiled | undefined {
    if (operation.operation !== OperationTypeNode.QUERY) return undefined;
    const known = this.knownOf(document);
    if (!known.compilable || known.seen++ < this.after) return undefined;
    const name = operationName ?? '';
    if (!known.operations.has(name)) known.operations.set(name, this.compile(document, operationName ?? undefined));
    return known.operations.get(name);
  }

  private knownOf(document: DocumentNode): Known {
    const known = this.known.get(document) ?? {
      seen: 0,
      compilable: !holdsMarker(document),
      operations: new Map<string, Compiled | undefined>(),
    };
    // The last used one goes to the end: the first one is the one to forget.
    this.known.delete(document);
    this.known.set(document, known);
    if (this.known.size > MOST_KEPT) this.known.delete(this.known.keys().next().value as DocumentNode);
    return known;
  }

  private compile(document: DocumentNode, operationName: string | undefined): Compiled | undefined {
    if (takesDefaults(this.schema, document, operationName)) return undefined;
    const compiled = compileQuery(this.schema, document, operationName);
    return isCompiledQuery(compiled) ? compiled.query : undefined;
  }
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

async function executePlainly(
  schema: GraphQLSchema,
  { document, operationName, request, context }: Asked,
): Promise<ExecutionResult> {
  return execute({ schema, document, operationName, variableValues: request.variables, contextValue: context });
}

async function executeCompiled(schema: GraphQLSchema, asked: Asked, query: Compiled): Promise<ExecutionResult> {
  const { document, operationName, request, context } = asked;
  const result = await query(undefined, context, request.variables ?? {});
  if (result.errors === undefined) return result;
  if (result.data === undefined) {
    const problems = problemsOfVariables(schema, document, operationName, request.variables);
    if (problems) return { errors: problems };
  }
  return { errors: result.errors.map((error) => plainError(error, document)), data: result.data };
}

/** What graphql-js says of the variables: Apollo Server knows it by its words. */
function problemsOfVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Asked['request']['variables'],
): readonly GraphQLError[] | undefined {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables ?? {}, { maxErrors: 50 }).errors;
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
