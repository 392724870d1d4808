import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './simulator';

// A run acts on all chargers of a location: these have one of their own, which is gone afterwards. The demo's keeps running.

const place = 'e2e-scenarios';
let former = '';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ baseURL }) => {
  const call = async (path: string, body?: object) => {
    const answer = await fetch(`${baseURL}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  };
  const locations = (await (await fetch(`${baseURL}/locations`)).json()) as { id: string; state: string }[];
  former = locations.find(({ state }) => state === 'active')?.id ?? '';
  await call('/locations', { id: place, name: 'E2E Scenarios' });
  for (const id of ['E2E-RUN-1', 'E2E-RUN-2']) await call('/chargers', { id, locationId: place, evses: [{ id: 1 }] });
  await call(`/locations/activate/${place}?keepPrevious=true`);
});

test.afterAll(async ({ baseURL }) => {
  await fetch(`${baseURL}/locations/activate/${former}`, { method: 'POST' });
  await fetch(`${baseURL}/locations/${place}`, { method: 'DELETE' });
});

const entries = (page: Page) => page.getByRole('log', { name: 'Entries of the timeline' });

test('a scenario is run from its form, fills as it goes on, and is stopped', async ({ page }) => {
  await page.goto('/ui/scenarios?show=run');
  await expect(page.getByRole('heading', { name: /Nothing has run/ })).toBeVisible();
  await page.getByRole('link', { name: 'Choose a scenario' }).click();
  await page.getByRole('button', { name: /^Chaos mix/ }).click();
  await page.getByRole('textbox', { name: 'Duration' }).fill('3600');
  await page.getByRole('textbox', { name: 'Seed' }).fill('11');
  await page.getByRole('textbox', { name: 'Time scale' }).fill('3600');
  await expect(page).toHaveURL(/timeScale/);
  await page.getByRole('button', { name: 'Run', exact: true }).click();

  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(entries(page).getByText('plug in').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('link', { name: 'E2E-RUN-2' })).toBeVisible();
  const first = await page.getByText(/^[\d,]+ entries$/).textContent();
  await expect(page.getByText(/^[\d,]+ entries$/)).not.toHaveText(first ?? '');
  await page.getByRole('combobox', { name: 'Filter by subject' }).click();
  await page.getByRole('option', { name: 'Cars and sessions' }).click();
  await expect(entries(page).getByText('status changed')).toHaveCount(0);

  await page.goto('/ui/chargers');
  const bar = page.getByRole('region', { name: 'Running scenario' });
  await expect(bar).toContainText('1:00:00');
  await bar.getByRole('button', { name: 'Stop Chaos mix' }).click();
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await expect(bar).toHaveCount(0);
  await page.goto('/ui/scenarios?show=run');
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy plan' })).toBeVisible();
});

test('a run that ends by itself stays readable and is repeated with the same plan', async ({ page, api }) => {
  expect(await api.post('/scenarios/run', { scenario: 'normal_charge', seed: 5, durationSeconds: 3 })).toBe(200);
  await page.goto('/ui/scenarios?show=run');
  await expect(page.getByText('Finished', { exact: true })).toBeVisible();
  const before = await api.get<{ hash: string; runId: string }>('/scenarios/status');
  await page.getByRole('button', { name: 'Run again with this seed' }).click();
  await expect.poll(async () => (await api.get<{ runId: string }>('/scenarios/status')).runId).not.toBe(before.runId);
  await expect.poll(async () => (await api.get<{ running: boolean }>('/scenarios/status')).running).toBe(false);
  await expect(page.getByText(`${before.hash.slice(0, 12)}…`)).toBeVisible();
  expect((await api.get<{ hash: string }>('/scenarios/status')).hash).toBe(before.hash);
});

test('the truth report has the sessions of the run, filtered by verdict, and as a file', async ({ page, api }) => {
  const settings = { drivers: 'generated', timeScale: 3600, stayMinutes: 10 };
  expect(await api.post('/scenarios/run', { scenario: 'normal_charge', seed: 5, durationSeconds: 3600, parameters: settings })).toBe(200);
  await expect.poll(async () => (await api.get<{ totals: { complete: number } }>('/truth')).totals.complete).toBeGreaterThan(0);
  expect(await api.post('/scenarios/stop')).toBe(200);
  await page.goto('/ui/scenarios?show=truth');
  await expect(page.getByRole('row', { name: /Complete.*E2E-RUN/ }).first()).toBeVisible();
  await page.getByRole('button', { name: /^Lost/ }).click();
  await expect(page).toHaveURL(/verdict=lost/);
  await expect(page.getByText('No session stands so.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^truth-.*\.csv$/);
});

test('a link fills the form in, and what the server refuses stands at its field', async ({ page }) => {
  await page.route('**/scenarios/run**', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 422, detail: 'Not valid.', errors: { 'parameters.stayMinutes': ['is no good here'] } }),
    }),
  );
  await page.goto('/ui/scenarios?scenario=normal_charge&seed=42&with={"stayMinutes":7}');
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('42');
  const stay = page.getByRole('textbox', { name: 'Stay' });
  await expect(stay).toHaveValue('7 min');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('is no good here')).toBeVisible();
  await expect(stay).toHaveAttribute('aria-invalid', 'true');
  await stay.fill('0');
  await expect(page.getByText('must be from 0.1 to 1,440')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
});

test('a scenario of one’s own is written, mended by its line numbers, imported, exported and deleted', async ({ page }) => {
  await page.goto('/ui/scenarios');
  await page.getByRole('button', { name: 'New scenario' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Write one here' }).click();
  const text = dialog.getByRole('textbox', { name: 'Text of the file' });
  const good = (await text.inputValue()).replace('my_scenario', 'e2e_written').replace('My scenario', 'E2E written');
  await text.fill(good.replace('- unplug', '- unplugg'));
  const mistake = dialog.getByRole('button', { name: /unplugg/ });
  await expect(mistake).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([]);
  await mistake.click();
  await expect(text).toBeFocused();
  await text.fill(good);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { name: 'E2E written' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Stay' })).toHaveValue('60 s');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export E2E written' }).click();
  expect((await download).suggestedFilename()).toBe('e2e_written.yaml');
  await page.getByRole('button', { name: 'Delete E2E written' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('button', { name: /^E2E written/ })).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious in library, run and truth report, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [path, shown] of [
      ['/ui/scenarios?scenario=chaos_mix', page.getByRole('textbox', { name: 'Seed' })],
      ['/ui/scenarios?show=run', entries(page)],
      ['/ui/scenarios?show=truth', page.getByRole('table')],
    ] as const) {
      await page.goto(path);
      await expect(shown).toBeVisible();
      await expect(page.getByRole('status', { name: /Loading/ })).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    }
  });
