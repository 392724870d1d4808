import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './simulator';

const lines = (page: Page) => page.getByRole('listbox', { name: 'Log lines' }).getByRole('option');

test('all logs are one, narrowed by chips and fields, and a link shows the same again', async ({ page, api }) => {
  const [one, two] = [await api.charger('E2E-LOG-1'), await api.charger('E2E-LOG-2')];
  await page.goto('/ui/dashboard');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Logs' }).click();
  await expect(page.getByRole('heading', { name: 'Logs' })).toBeVisible();
  const chargers = page.getByRole('combobox', { name: 'Chargers' });
  for (const id of [one, two]) {
    await chargers.fill(id);
    await chargers.press('Enter');
  }
  await expect(page).toHaveURL(/E2E-LOG-2/);
  await page.getByRole('button', { name: 'ocpp', exact: true }).click();
  await page.getByRole('button', { name: 'received', exact: true }).click();
  await expect(lines(page).first()).toContainText('BootNotification answer');
  await expect(lines(page).filter({ hasText: one })).not.toHaveCount(0);
  await expect(lines(page).filter({ hasText: two })).not.toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('interval');
  await expect(lines(page)).toHaveCount(2);

  await lines(page).first().click();
  const opened = page.getByRole('complementary', { name: 'Opened line' });
  // The call is hidden by the filter, and is there all the same.
  await expect(opened.getByRole('region', { name: 'Call' })).toContainText('chargePointVendor');
  await expect(opened.getByRole('region', { name: 'Answer' })).toContainText('Accepted');
  await page.reload();
  await expect(opened.getByRole('region', { name: 'Answer' })).toContainText('Accepted');
  await expect(lines(page)).toHaveCount(2);

  await opened.getByRole('button', { name: `Only ${one}` }).click();
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'sent', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No line matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(page).toHaveURL(/\/ui\/logs$/);
});

test('lines come as they are written, wait while paused, and go back by the keyboard', async ({ page, api }) => {
  const id = await api.charger('E2E-LOG-LIVE');
  await page.goto(`/ui/logs?chargers=${encodeURIComponent(JSON.stringify([id]))}`);
  await expect(lines(page).filter({ hasText: 'BootNotification answer' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(await api.post(`/chargers/${id}/evses/1/start-transaction`, { idTag: 'E2ELOG' })).toBe(202);
  await expect(page.getByRole('status').filter({ hasText: 'waiting' })).toBeVisible();
  await expect(lines(page).filter({ hasText: 'StartTransaction' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(lines(page).filter({ hasText: 'StartTransaction answer' })).toHaveCount(1);

  await page.getByRole('listbox', { name: 'Log lines' }).focus();
  await page.keyboard.press('Home');
  await expect(lines(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(lines(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Opened line' })).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search the log' })).toBeFocused();
});

test('what is filtered is exported, and a log is cleared', async ({ page, api }) => {
  const id = await api.charger('E2E-LOG-FILE');
  await page.goto(`/ui/chargers/${id}?tab=logs`);
  await page.getByRole('combobox', { name: 'Actions' }).fill('BootNotification');
  await page.getByRole('combobox', { name: 'Actions' }).press('Enter');
  await expect(lines(page)).toHaveCount(2);
  const file = async (name: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name }).click(),
    ]);
    return await readFile(await download.path(), 'utf8');
  };
  const json = (await file('JSON lines, exact')).trimEnd().split('\n').map((line) => JSON.parse(line));
  expect(json.map(({ type, chargerId }) => [type, chargerId])).toEqual([
    ['call', id],
    ['result', id],
  ]);
  expect(JSON.parse(json[0].frame)[2]).toBe('BootNotification');
  expect((await file('Text, to read')).split('\n')[1]).toContain(`${id} - ocpp <- result BootNotification`);

  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('the lines that the filters hide go as well');
  await page.getByRole('dialog').getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByRole('heading', { name: 'No line matches' })).toBeVisible();
  expect(await api.get<unknown[]>(`/chargers/${id}/logs?action=BootNotification`)).toEqual([]);
});

test('a charger that there is not is told', async ({ page }) => {
  await page.goto(`/ui/logs?chargers=${encodeURIComponent('["E2E-LOG-NONE"]')}`);
  await expect(page.getByRole('alert').filter({ hasText: 'E2E-LOG-NONE' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the logs with a line open, ${colorScheme}`, async ({ page, api }) => {
    const id = await api.charger(`E2E-LOG-AXE-${colorScheme}`);
    await page.emulateMedia({ colorScheme });
    await page.goto(`/ui/logs?chargers=${encodeURIComponent(JSON.stringify([id]))}`);
    await lines(page).filter({ hasText: 'BootNotification answer' }).click();
    await expect(page.getByRole('region', { name: 'Answer' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });
}

test('the log of a location is kept on the disk, and its files are fetched and deleted', async ({ page, api, baseURL }) => {
  const durable = async (on: boolean) => {
    const [location] = await api.get<{ id: string; state: string }[]>('/locations').then((all) =>
      all.filter(({ state }) => state === 'active'),
    );
    const answer = await fetch(`${baseURL}/locations/${location?.id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ durableLog: on }),
    });
    expect(answer.status).toBe(200);
  };
  await page.goto('/ui/logs');
  await page.getByRole('button', { name: 'Files' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('No log is kept on the disk')).toBeVisible();
  await page.keyboard.press('Escape');
  await durable(true);
  const id = await api.charger('E2E-LOG-DISK');
  await expect.poll(async () => (await api.get<unknown[]>('/logs/files')).length).toBe(1);
  await page.getByRole('button', { name: 'Files' }).click();
  const link = dialog.getByRole('link', { name: /^log-/ });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain(`"chargerId":"${id}"`);
  await durable(false);
  await dialog.getByRole('button', { name: /^Delete log-/ }).click();
  await expect(dialog.getByText('No log is kept on the disk')).toBeVisible();
});
