import { chromium } from '@playwright/test';
const base = process.env.BASE ?? 'http://127.0.0.1:18742';
const [,, name, path, ...rest] = process.argv;
const widths = (process.env.W ?? '1440,768').split(',').map(Number);
const schemes = (process.env.S ?? 'light,dark').split(',');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] });
for (const colorScheme of schemes) for (const width of widths) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', e => console.log('ERR', e.message));
  page.on('console', m => m.type() === 'error' && console.log('CON', m.text()));
  await page.goto(base + path);
  await page.waitForTimeout(Number(process.env.T ?? 2500));
  if (process.env.JS) await eval(`(async()=>{${process.env.JS}})()`);
  await page.screenshot({ path: `/tmp/pages-shots/${name}-${width}-${colorScheme}.png` });
  await context.close();
}
await browser.close();
