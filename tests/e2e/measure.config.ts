import config from './playwright.config';

/** npm run measure: how the page bears 10,000 chargers, as figures. */
export default { ...config, testMatch: 'measure.ts', timeout: 900_000, globalSetup: undefined, reporter: 'list' as const };
