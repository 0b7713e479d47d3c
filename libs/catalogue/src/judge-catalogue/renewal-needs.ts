import type { EndingCoverage } from './catalogue-demand.ts';
import type { WithdrawnOffering } from './version-comparisons.ts';

/** The withdrawn renewals that machines would renew with, each with how many: those of their type or model and of their level. */
export function renewalNeeds(
  withdrawn: readonly WithdrawnOffering[],
  ending: readonly EndingCoverage[],
): { partNumber: string; machines: number }[] {
  const byType = Map.groupBy(ending, ({ machineType }) => machineType);
  return withdrawn
    .filter(({ kind }) => kind === 'RENEWAL')
    .map(({ partNumber, serviceLevel, premier, appliesTo }) => {
      const needing = new Set(
        appliesTo.flatMap(({ machineType, model }) =>
          (byType.get(machineType) ?? []).filter(
            (machine) =>
              (model === '' || model === machine.model) &&
              machine.serviceLevel === serviceLevel &&
              machine.premier === premier,
          ),
        ),
      );
      return { partNumber, machines: [...needing].reduce((sum, { machines }) => sum + machines, 0) };
    })
    .filter(({ machines }) => machines > 0);
}
