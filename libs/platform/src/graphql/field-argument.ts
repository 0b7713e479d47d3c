import { type ReturnTypeFunc, TypeMetadataStorage } from '@nestjs/graphql';

/**
 * An argument of a field whose method takes `(parent, args, context)` as they come. Nest's own decorators of parameters
 * send each call through pipes and a promise: for a field of each row of a list that is half the time of the answer. What
 * is declared here is not validated beyond its type.
 */
export function FieldArgument(name: string, type: ReturnTypeFunc): MethodDecorator {
  return ({ constructor: target }, methodName) => {
    TypeMetadataStorage.addMethodParamMetadata({
      kind: 'arg',
      name,
      target,
      methodName: String(methodName),
      index: 1,
      typeFn: type,
      options: { nullable: true },
    });
  };
}
