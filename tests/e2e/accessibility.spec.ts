import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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
        expect(await seriousIn(page)).toEqual([]);
      });
  });

const dialogs: [string, string, (page: Page) => Promise<void>][] = [
  ['new location', '/ui/locations', (page) => page.getByRole('button', { name: 'New location' }).click()],
  ['move here', '/ui/locations', async (page) => {
    await page.getByRole('button', { name: /^More for/ }).first().click();
    await page.getByRole('menuitem', { name: /here/ }).click();
  }],
  ['new vehicle', '/ui/vehicles', (page) => page.getByRole('button', { name: 'New vehicle' }).first().click()],
  ['add many', '/ui/chargers', (page) => page.getByRole('button', { name: 'Add many' }).first().click()],
  ['move', '/ui/chargers', async (page) => {
    await page.getByLabel(/^Select (?!all)/).first().click();
    await page.getByRole('toolbar').getByRole('button', { name: /^Move/ }).click();
  }],
  ['activate', '/ui/locations', (page) =>
    page.getByRole('row', { name: /E2E Axe/ }).getByRole('button', { name: 'Activate' }).click()],
  ['delete a location', '/ui/locations', async (page) => {
    await page.getByRole('button', { name: 'More for E2E Axe' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
  }],
  ['restore', '/ui/import', (page) => page.getByRole('button', { name: 'Restore…' }).click()],
  ['restore of a file', '/ui/import', async (page) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download a backup' }).click();
    await page.getByRole('button', { name: 'Restore…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Backup to restore').setInputFiles(await (await download).path());
    await expect(dialog.getByRole('row', { name: /^Vehicles/ })).toBeVisible();
  }],
];

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious in any dialog of a site, ${colorScheme}`, async ({ page, api }) => {
    if (colorScheme === 'light') expect(await api.post('/locations', { name: 'E2E Axe' })).toBe(201);
    // What fades in is measured when it is there, not on its way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [name, path, open] of dialogs)
      await test.step(name, async () => {
        await page.goto(path);
        await open(page);
        const dialog = page.getByRole('dialog');
        await expect(dialog).toBeVisible();
        await expect(dialog.getByRole('status', { name: /Loading/ })).toHaveCount(0);
        await expect(dialog).toHaveCSS('opacity', '1');
        expect(await seriousIn(page)).toEqual([]);
      });
  });

async function seriousIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
