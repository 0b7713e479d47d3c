export { ExportRenewals } from './export-renewals.ts';
export { RenewalsModule, renewalsResolvers } from './renewals.module.ts';
