import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';

import type { OperationContext } from '#platform';

import { SetMachineTypeFamilyInput } from './catalogue.inputs.ts';
import { MachineType } from './machine-type.entity.ts';
import { MachineTypes } from './machine-types.queries.ts';
import { SetMachineTypeFamily } from './set-machine-type-family.ts';

@Resolver(() => MachineType)
export class MachineTypeFamilyResolver {
  constructor(
    private readonly types: MachineTypes,
    private readonly setting: SetMachineTypeFamily,
  ) {}

  @Mutation(() => MachineType, {
    description: 'Says of which product family a machine type is, or leaves it to the product name again.',
  })
  async setMachineTypeFamily(
    @Args('input') input: SetMachineTypeFamilyInput,
    @Context() { operation }: OperationContext,
  ): Promise<MachineType> {
    const code = await operation.write((tx) => this.setting.run(tx, operation.caller, input));
    return this.types.byCodeOrFail(await operation.reading(), code);
  }
}
