import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, IS_OPTIONAL } from 'class-validator';

interface Rules {
  readonly properties: readonly string[];
  /** Whether each of the properties may be left out. */
  readonly areOptional: boolean;
}

/**
 * Nest's validation, for arguments of which something is given that has rules. Most have none: that GraphQL has checked
 * their types is all there is, and looking for rules would take longer than anything else on the way to a resolver.
 */
export class RulesPipe extends ValidationPipe {
  private readonly known = new Map<ArgumentMetadata['metatype'], Rules>();

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { properties, areOptional } = this.rulesOf(metadata.metatype);
    const given = (value ?? {}) as Readonly<Record<string, unknown>>;
    const isFree = areOptional && properties.every((property) => given[property] == null);
    return isFree ? value : super.transform(value, metadata);
  }

  private rulesOf(metatype: ArgumentMetadata['metatype']): Rules {
    let rules = this.known.get(metatype);
    if (rules === undefined) this.known.set(metatype, (rules = rulesOf(metatype)));
    return rules;
  }
}

function rulesOf(metatype: ArgumentMetadata['metatype']): Rules {
  if (metatype === undefined) return { properties: [], areOptional: true };
  const rules = getMetadataStorage().getTargetValidationMetadatas(metatype, '', true, false);
  const properties = [...new Set(rules.map(({ propertyName }) => propertyName))];
  const optional = new Set(rules.filter(({ name }) => name === IS_OPTIONAL).map(({ propertyName }) => propertyName));
  return { properties, areOptional: properties.every((property) => optional.has(property)) };
}
