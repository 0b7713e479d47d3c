export { CareModule, careResolvers } from './care.module.ts';
