import type { Type } from '@nestjs/common';
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
      ...placeOf(target, methodName),
      typeFn: type,
      options: { nullable: true },
    });
  };
}

/** All arguments of such a field, as a class of arguments declares them. */
export function FieldArguments(type: () => Type): MethodDecorator {
  return ({ constructor: target }, methodName) => {
    TypeMetadataStorage.addMethodParamMetadata({
      kind: 'args',
      ...placeOf(target, methodName),
      typeFn: type,
      options: {},
    });
  };
}

function placeOf(target: object, methodName: string | symbol): { target: Type; methodName: string; index: number } {
  return { target: target as Type, methodName: String(methodName), index: 1 };
}
