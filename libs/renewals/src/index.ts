export { RenewalsModule, renewalsResolvers } from './renewals.module.ts';
