import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Max, Min } from 'class-validator';

import { type MovedLimits, PRODUCT_FAMILIES, ProductFamily } from '#policy';
import { badUserInput } from '#platform';

const A_YEAR = 12;
const TWENTY_YEARS = 240;

@ObjectType({
  description:
    'Limits of service life of a family where the market has moved them; months count from the warranty start.',
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

  @Field(() => Int, { nullable: true, description: 'The usual life: said once it is passed.' })
  @IsOptional()
  @Min(A_YEAR)
  @Max(TWENTY_YEARS)
  usualMonths?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a 24-month renewal on sale for the machine lets it be served longer unasked.',
  })
  twoYearRenewalLifts?: boolean | null;

  @Field(() => [Int], { nullable: true, description: 'The only terms of upgrades and renewals, in months.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Min(1, { each: true })
  @Max(TWENTY_YEARS, { each: true })
  terms?: number[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: no longer current hardware, bounded by its end of support alone.',
  })
  nonCurrent?: boolean | null;
}

/** Throws `BAD_USER_INPUT` at `path` for a limit that the family does not have, or for limits in the wrong order. */
export function checkLifeLimits(path: string, limits: readonly LifeLimit[]): void {
  limits.forEach((limit, index) => {
    const at = `${path}[${index}]`;
    checkIsOfTheFamily(at, limit);
    checkOrder(at, limit);
  });
  const twice = limits.find(({ family }, index) => limits.findIndex((each) => each.family === family) !== index);
  if (twice) throw badUserInput(path, `${twice.family} is named twice.`);
}

/** A market moves what a family has; a limit without a rule could not be explained. */
function checkIsOfTheFamily(at: string, limit: LifeLimit): void {
  const { family, nonCurrent } = limit;
  const row = PRODUCT_FAMILIES[family];
  const limits = {
    approvedBeyondMonths: row.approvedBeyond,
    refusedBeyondMonths: row.refusedBeyond,
    usualMonths: row.usualLimit,
    twoYearRenewalLifts: row.twoYearRenewalLifts,
    terms: row.terms,
  };
  for (const [name, has] of Object.entries(limits)) {
    const isMoved = limit[name as keyof typeof limits] != null;
    if (!isMoved) continue;
    if (has === undefined) {
      throw badUserInput(`${at}.${name}`, `${family} has no such limit, so it cannot be moved.`);
    }
    if (nonCurrent) {
      throw badUserInput(
        `${at}.${name}`,
        `Hardware no longer current is bounded by its end of support alone. Leave ${name} out, or nonCurrent.`,
      );
    }
  }
  if (nonCurrent === false && row.nonCurrent) {
    throw badUserInput(`${at}.nonCurrent`, `${family} has no limits in years that it could have again.`);
  }
}

function checkOrder(at: string, { family, approvedBeyondMonths, refusedBeyondMonths }: LifeLimit): void {
  const { approvedBeyond, refusedBeyond } = PRODUCT_FAMILIES[family];
  const approved = approvedBeyondMonths ?? approvedBeyond?.months ?? 0;
  const refused = refusedBeyondMonths ?? refusedBeyond?.months ?? TWENTY_YEARS;
  if (approved <= refused) return;
  throw badUserInput(
    at,
    `${family} would need an approval beyond ${approved} months and be refused beyond ${refused}, which is sooner.`,
  );
}

/** The limits as the policy looks them up. */
export function limitsByFamily(limits: readonly LifeLimit[]): Partial<Record<ProductFamily, MovedLimits>> {
  return Object.fromEntries(
    limits.map(({ family, ...limit }) => [
      family,
      {
        approvedBeyondMonths: limit.approvedBeyondMonths ?? undefined,
        refusedBeyondMonths: limit.refusedBeyondMonths ?? undefined,
        usualMonths: limit.usualMonths ?? undefined,
        twoYearRenewalLifts: limit.twoYearRenewalLifts ?? undefined,
        terms: limit.terms ?? undefined,
        nonCurrent: limit.nonCurrent ?? undefined,
      } satisfies MovedLimits,
    ]),
  );
}
