import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  type GraphQLSchema,
  isCompositeType,
  isIntrospectionType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import {
  type ComplexityEstimator,
  type ComplexityEstimatorArgs,
  fieldExtensionsEstimator,
  getComplexity,
} from 'graphql-query-complexity';

import { costs, costsItems, costsPage } from '#platform';

/** The most a request may cost. */
export const MOST_COST = 5_000;
/** Items of a list that has no size and declares none. */
const UNDECLARED_ITEMS = 10;
/** Finding a page, where its field declares nothing else. */
const PAGE = 20;
/** One statement at least, or a change that is recorded. */
const ROOT: Readonly<Record<string, number>> = { Query: 10, Mutation: 50, Subscription: 50 };
/** Asking for the schema, however much of it. */
const SCHEMA = 100;
/** What decides how often something is answered, or whether. No declared cost looks at any other argument. */
const DECISIVE = new Set(['first', 'last', 'before', 'if']);
/** So many costs are remembered of one operation. */
const MOST_REMEMBERED = 200;

type Variables = Readonly<Record<string, unknown>>;

interface KnownCosts {
  /** The variables the cost depends on. */
  readonly variables: readonly string[];
  readonly costs: Map<string, number>;
}

const known = new WeakMap<OperationDefinitionNode, KnownCosts>();

/**
 * What a valid operation costs, in points, before it is run; undefined when its variables are not what it declares. An
 * operation that comes again is not looked at again, unless its variables say other sizes.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables = {},
): number | undefined {
  const { variables: decisive, costs } = knownCosts(document, operation);
  const key = JSON.stringify(decisive.map((name) => variables[name]));
  const remembered = costs.get(key);
  if (remembered !== undefined) return remembered;
  const cost = estimate(schema, document, operation, variables);
  if (costs.size >= MOST_REMEMBERED) costs.clear();
  if (cost !== undefined) costs.set(key, cost);
  return cost;
}

function knownCosts(document: DocumentNode, operation: OperationDefinitionNode): KnownCosts {
  let entry = known.get(operation);
  if (!entry) known.set(operation, (entry = { variables: decisiveVariables(document), costs: new Map() }));
  return entry;
}

function decisiveVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (DECISIVE.has(name.value) && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

const ESTIMATORS = [fieldExtensionsEstimator(), undeclared];

function estimate(
  schema: GraphQLSchema,
  query: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number | undefined {
  try {
    const operationName = operation.name?.value;
    return Math.ceil(getComplexity({ schema, query, operationName, variables, estimators: ESTIMATORS }));
  } catch {
    // The variables do not fit: the execution says so, in its own words.
    return undefined;
  }
}

/** A plain field costs nothing, an object one, a list as many as it has. */
function undeclared(asked: ComplexityEstimatorArgs): ReturnType<ComplexityEstimator> {
  const { field, type } = asked;
  const named = getNamedType(field.type);
  if (isIntrospectionType(type)) return 0;
  if (isIntrospectionType(named)) return SCHEMA;
  if (!isCompositeType(named)) return 0;
  if (named.name.endsWith('Connection')) return costsPage({ points: PAGE })(asked);
  if (isListType(getNullableType(field.type))) return costsItems(UNDECLARED_ITEMS)(asked);
  return costs(ROOT[type.name] ?? 1)(asked);
}
