import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';

import { PRODUCT_FAMILIES, ProductFamily } from '#policy';
import { badUserInput } from '#platform';

const A_YEAR = 12;
const TWENTY_YEARS = 240;

@ObjectType({
  description:
    'Limits of service life of a family, in months from the warranty start, where the market has moved them.',
})
@InputType('LifeLimitInput')
export class LifeLimit {
  @Field(() => ProductFamily)
  family!: ProductFamily;

  @Field(() => Int, { nullable: true, description: 'Beyond it a person decides.' })
  @IsOptional()
  @Min(A_YEAR)
  @Max(TWENTY_YEARS)
  approvedBeyondMonths?: number | null;

  @Field(() => Int, { nullable: true, description: 'Beyond it nothing is sold.' })
  @IsOptional()
  @Min(A_YEAR)
  @Max(TWENTY_YEARS)
  refusedBeyondMonths?: number | null;
}

/** Throws `BAD_USER_INPUT` at `path` for a limit that the family does not have, or for limits in the wrong order. */
export function checkLifeLimits(path: string, limits: readonly LifeLimit[]): void {
  limits.forEach(({ family, approvedBeyondMonths, refusedBeyondMonths }, index) => {
    const { approvedBeyond, refusedBeyond } = PRODUCT_FAMILIES[family];
    const at = `${path}[${index}]`;
    if (approvedBeyondMonths != null && !approvedBeyond) throw hasNone(at, family, 'approvedBeyondMonths');
    if (refusedBeyondMonths != null && !refusedBeyond) throw hasNone(at, family, 'refusedBeyondMonths');
    const approved = approvedBeyondMonths ?? approvedBeyond?.months ?? 0;
    const refused = refusedBeyondMonths ?? refusedBeyond?.months ?? TWENTY_YEARS;
    if (approved > refused) {
      throw badUserInput(
        at,
        `${family} would need an approval beyond ${approved} months and be refused beyond ${refused}, which is sooner.`,
      );
    }
  });
  const twice = limits.find(({ family }, index) => limits.findIndex((each) => each.family === family) !== index);
  if (twice) throw badUserInput(path, `${twice.family} is named twice.`);
}

function hasNone(path: string, family: ProductFamily, limit: string): Error {
  return badUserInput(`${path}.${limit}`, `${family} has no such limit, so it cannot be moved.`);
}

/** The limits as the policy looks them up. */
export function limitsByFamily(
  limits: readonly LifeLimit[],
): Partial<Record<ProductFamily, { approvedBeyondMonths?: number; refusedBeyondMonths?: number }>> {
  return Object.fromEntries(
    limits.map(({ family, approvedBeyondMonths, refusedBeyondMonths }) => {
      return [
        family,
        {
          approvedBeyondMonths: approvedBeyondMonths ?? undefined,
          refusedBeyondMonths: refusedBeyondMonths ?? undefined,
        },
      ];
    }),
  );
}
