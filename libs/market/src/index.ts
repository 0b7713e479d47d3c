export { checkLifeLimits, LifeLimit, limitsByFamily } from './life-limit.model.ts';
export { Market } from './market.ts';
export { MarketModule, marketResolvers } from './market.module.ts';
export { MarketSettings } from './market-settings.entity.ts';
export { Markets, settingsOn } from './markets.queries.ts';
