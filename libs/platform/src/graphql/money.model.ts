import { Field, ObjectType } from '@nestjs/graphql';

import { decimalAmount, type Money } from '#policy';

import { Decimal } from './scalars.ts';

@ObjectType('Money', { description: 'An exact amount in a currency. JPY has no decimals.' })
export class MoneyModel {
  @Field(() => Decimal)
  amount!: string;

  @Field(() => String, { description: 'ISO 4217 code.' })
  currency!: string;
}

/** The amount as the API shows it. */
export function moneyModel(money: Money): MoneyModel {
  return { amount: decimalAmount(money), currency: money.currency };
}
