import { test } from './simulator';

// Every view at two widths and in both themes, while a scenario runs. ./screenshots calls it.

const folder = process.env.SCREENSHOTS ?? 'test-results/screenshots';
const warmUpMs = 60_000;

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 768])
    test(`${width} px, ${colorScheme}`, async ({ browser, baseURL, api }) => {
      const [first] = await api.get<{ id: string }[]>('/chargers?status=Charging&limit=1');
      const charger = encodeURIComponent(first?.id ?? '');
      // One that is on already goes on.
      await api.post('/scenarios/run', {
        scenario: 'chaos_mix',
        seed: 7,
        durationSeconds: 900,
        parameters: { everySeconds: 20, lastsSeconds: 15, timeScale: 20 },
      });
      const views = {
        dashboard: '/ui/dashboard',
        chargers: '/ui/chargers',
        vehicles: '/ui/vehicles',
        locations: '/ui/locations',
        scenarios: '/ui/scenarios',
        run: '/ui/scenarios?show=run',
        truth: '/ui/scenarios?show=truth',
        'all-logs': '/ui/logs',
        import: '/ui/import',
        charger: `/ui/chargers/${charger}`,
        profiles: `/ui/chargers/${charger}?tab=profiles`,
        call: `/ui/chargers/${charger}?tab=profiles&hours=24&call=SetChargingProfile`,
        access: `/ui/chargers/${charger}?tab=access`,
        security: `/ui/chargers/${charger}?tab=security`,
        configuration: `/ui/chargers/${charger}?tab=configuration`,
        logs: `/ui/chargers/${charger}?tab=logs`,
        actions: `/ui/chargers/${charger}?tab=actions`,
        csms: `/ui/csms?charger=${charger}`,
        files: '/ui/csms?view=files',
      };
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const pages = await Promise.all(
        Object.entries(views).map(async ([name, path]) => {
          const page = await context.newPage();
          await page.goto(`${baseURL}${path}`);
          return { name, page };
        }),
      );
      // Charts and sparklines show what has happened while they were looked at.
      await pages[0]?.page.waitForTimeout(warmUpMs);
      for (const { name, page } of pages) {
        await page.bringToFront();
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
      }
      await context.close();
    });
