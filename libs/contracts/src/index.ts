export { ContractAbandonment, StartDateChange } from './contract-change.entity.ts';
export { Contract } from './contract.entity.ts';
export { ContractsModule, contractsResolvers } from './contracts.module.ts';
export { CoveragePeriod } from './coverage-period.entity.ts';
export { ImportInstalledBase } from './import-installed-base.ts';
export { MachineJudge } from './machine-judge.ts';
export { ServiceOption, serviceOptions } from './service-option.model.ts';
export { ServicePack } from './service-pack.entity.ts';
