import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './simulator';

const views = [
  ['dashboard', '/ui/dashboard'],
  ['chargers', '/ui/chargers'],
  ['vehicles', '/ui/vehicles'],
  ['locations', '/ui/locations'],
  ['import', '/ui/import'],
  ['charger', '/ui/chargers/E2E-AXE'],
  ['charging profiles', '/ui/chargers/E2E-AXE?tab=profiles&call=SetChargingProfile'],
  ['access', '/ui/chargers/E2E-AXE?tab=access'],
  ['security and firmware', '/ui/chargers/E2E-AXE?tab=security'],
  ['configuration', '/ui/chargers/E2E-AXE?tab=configuration'],
  ['logs', '/ui/chargers/E2E-AXE?tab=logs'],
  ['actions', '/ui/chargers/E2E-AXE?tab=actions'],
  ['CSMS', '/ui/csms?charger=E2E-AXE'],
  ['CSMS sessions', '/ui/csms?view=sessions'],
  ['CSMS tags', '/ui/csms?view=tags'],
  ['CSMS files', '/ui/csms?view=files'],
] as const;

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious in any view, ${colorScheme}`, async ({ page, api }) => {
    await page.emulateMedia({ colorScheme });
    if (colorScheme === 'light') await api.charger('E2E-AXE');
    for (const [name, path] of views)
      await test.step(name, async () => {
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await expect(page.getByRole('status', { name: /Loading/ })).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
      });
  });
