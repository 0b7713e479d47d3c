import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';

import type { OperationContext } from '#platform';

import { SetMachineTypeFamilyInput, SetPremierEligibilityInput } from './catalogue.inputs.ts';
import { MachineType } from './machine-type.entity.ts';
import { MachineTypes } from './machine-types.queries.ts';
import { SetMachineTypeFamily } from './set-machine-type-family.ts';
import { SetPremierEligibility } from './set-premier-eligibility.ts';

/** What a person knows of a machine type that no list tells. */
@Resolver(() => MachineType)
export class MachineTypeKnowledgeResolver {
  constructor(
    private readonly types: MachineTypes,
    private readonly settingFamily: SetMachineTypeFamily,
    private readonly settingEligibility: SetPremierEligibility,
  ) {}

  @Mutation(() => MachineType, {
    description: 'Says of which product family a machine type is, or leaves it to the product name again.',
  })
  async setMachineTypeFamily(
    @Args('input') input: SetMachineTypeFamilyInput,
    @Context() { operation }: OperationContext,
  ): Promise<MachineType> {
    const code = await operation.write((tx) => this.settingFamily.run(tx, operation.caller, input));
    return this.types.byCodeOrFail(await operation.reading(), code);
  }

  @Mutation(() => MachineType, {
    description:
      'Says whether Premier may be added to machines of a type. Until somebody has, a person decides each time.',
  })
  async setPremierEligibility(
    @Args('input') input: SetPremierEligibilityInput,
    @Context() { operation }: OperationContext,
  ): Promise<MachineType> {
    const code = await operation.write((tx) => this.settingEligibility.run(tx, operation.caller, input));
    return this.types.byCodeOrFail(await operation.reading(), code);
  }
}
