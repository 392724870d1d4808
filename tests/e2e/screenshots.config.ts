import config from './playwright.config';

/** npm run screenshots: pictures of every view of the demo into the folder SCREENSHOTS. */
export default { ...config, testMatch: 'screenshots.ts', timeout: 300_000 };
