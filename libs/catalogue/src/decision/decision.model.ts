import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import {
  ChargeKind,
  type Decision,
  type Finding,
  FindingEffect,
  type Remedy,
  RemedyAction,
  RULE_CODES,
  type RuleCode,
  Verdict,
} from '#policy';
import { costsItems, LocalDate, MoneyModel, PeriodModel } from '#platform';

import { ServiceOffering } from '../service-offering.entity.ts';

/** Every rule code as an enum of the schema. */
export const RuleCodeEnum = Object.fromEntries(RULE_CODES.map((code) => [code, code])) as Record<RuleCode, RuleCode>;
registerEnumType(RuleCodeEnum, { name: 'RuleCode' });

@ObjectType('Fact', { description: 'One thing a rule looked at.' })
export class FactModel {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

/** A clause before a language is chosen. */
@ObjectType('Clause', {
  description: 'What a rule rests on: our own words, with a pointer to the place in the source.',
})
export class ClauseModel {
  rule!: RuleCode;

  @Field(() => String)
  document!: string;

  @Field(() => String)
  locator!: string;
}

@ObjectType('Finding', { description: "One rule's word in a decision." })
export class FindingModel {
  finding!: Finding;

  @Field(() => RuleCodeEnum)
  rule!: RuleCode;

  @Field(() => FindingEffect)
  effect!: FindingEffect;

  @Field(() => ClauseModel)
  clause!: ClauseModel;

  @Field(() => [FactModel], { complexity: costsItems(3) })
  facts!: FactModel[];
}

@ObjectType('Charge', { description: 'Something to pay.' })
export class ChargeModel {
  @Field(() => ChargeKind)
  kind!: ChargeKind;

  @Field(() => MoneyModel, { nullable: true, description: 'None where it must be asked for.' })
  price?: MoneyModel;
}

@ObjectType('Remedy', { description: 'A nearest "yes": one thing changed, itself judged by the same policy.' })
export class RemedyModel {
  remedy!: Remedy;

  @Field(() => RemedyAction)
  action!: RemedyAction;

  @Field(() => ServiceOffering, { nullable: true })
  offering?: ServiceOffering;

  @Field(() => PeriodModel, { nullable: true })
  period?: PeriodModel;
}

@ObjectType({ description: 'What a decision was made with; with these it can be made again.' })
export class DecisionBasis {
  @Field(() => ID)
  catalogueVersionId!: string;

  @Field(() => Int, { description: 'The number of the region list; 0 before any was imported.' })
  regionListNumber!: number;

  @Field(() => Int, { description: 'The number of the market settings; 0 for those the product starts with.' })
  marketSettingsNumber!: number;
}

/** A decision with what it was made with, as it is stored. */
export type BasedDecision = Decision & { readonly basis?: DecisionBasis };

@ObjectType('Decision', { description: 'What the policy says, with every rule that spoke.' })
export class DecisionModel {
  decision!: Decision;

  /** Computed when asked for: trying the alternatives is the dear part of a judgement. */
  findRemedies!: () => RemedyModel[];

  @Field(() => Verdict)
  verdict!: Verdict;

  @Field(() => PeriodModel, { nullable: true, description: 'What it would cover; none when no period makes sense.' })
  period?: PeriodModel;

  @Field(() => [FindingModel], { complexity: costsItems(2) })
  findings!: FindingModel[];

  @Field(() => [ChargeModel], { complexity: costsItems(1) })
  charges!: ChargeModel[];

  @Field(() => LocalDate)
  evaluatedOn!: string;

  @Field(() => DecisionBasis, { nullable: true, description: 'None for decisions that no list or setting entered.' })
  basis?: DecisionBasis;
}

@ObjectType({ description: 'A change the policy refused, or that needs an approval first. Nothing was changed.' })
export class Rejection {
  @Field(() => DecisionModel)
  decision!: DecisionModel;
}
