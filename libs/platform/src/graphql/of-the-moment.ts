import { Extensions } from '@nestjs/graphql';

const OF_THE_MOMENT = 'ofTheMoment';

/** A query that shows work as it goes: it is read of the primary, where the work is written. */
export function OfTheMoment(): MethodDecorator {
  return Extensions({ [OF_THE_MOMENT]: true });
}

/** Whether the field of those extensions shows work as it goes. */
export function isOfTheMoment(extensions: Readonly<Record<string, unknown>> | undefined): boolean {
  return extensions?.[OF_THE_MOMENT] === true;
}
