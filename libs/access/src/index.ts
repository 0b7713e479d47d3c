export { accessPage } from './access-page.ts';
export * from './callers.ts';
export { ACCESS_TABLE, admits, refusalOf, rowOfField, rowOfRoute } from './access-table.ts';
export { forbiddenIn } from './document-access.ts';
export { seesWholesalePrices } from './wholesale-prices.ts';
