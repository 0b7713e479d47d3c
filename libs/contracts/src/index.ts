export { ContractAbandonment, StartDateChange } from './contract-change.entity.ts';
export { Contract } from './contract.entity.ts';
export { ContractsModule, contractsResolvers } from './contracts.module.ts';
export { CoverageEnding } from './coverage-ending.entity.ts';
export { CoveragePeriod } from './coverage-period.entity.ts';
export { DecisionFacts } from './decision-facts.entity.ts';
export { ApplyInstalledBaseImport } from './installed-base-import/apply-installed-base-import.ts';
export { CheckInstalledBase } from './installed-base-import/check-installed-base.ts';
export { EnterInstalledBase } from './installed-base-import/enter-installed-base.ts';
export { InstalledBaseErrors } from './installed-base-import/installed-base-errors.ts';
export {
  InstalledBaseImport,
  InstalledBaseImportIssue,
  InstalledBaseImportProgress,
} from './installed-base-import/installed-base-import.entity.ts';
export { StartInstalledBaseImport } from './installed-base-import/start-installed-base-import.ts';
export type { Assumptions } from './judgement.ts';
export { JUDGED_BY, MachineJudge } from './machine-judge.ts';
export { coverageFacts } from './machine-ledger.ts';
export { servedFindings } from './served-findings.ts';
export { ServiceOption, serviceOptions } from './service-option.model.ts';
export { ServicePack } from './service-pack.entity.ts';
