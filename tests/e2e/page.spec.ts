import { expect, test } from './simulator';

const kilowatts = (text: string | null) => Number.parseFloat((text ?? '').replace(/,/g, ''));

test('the page is alive with the demo: cars charge within ten seconds', async ({ page, api }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/ui\/chargers/);
  await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(12);
  await expect(page.getByRole('img', { name: /Charging/ }).first()).toBeVisible();
  const power = page.getByLabel('Fleet').locator('dd').nth(2);
  await expect.poll(async () => kilowatts(await power.textContent())).toBeGreaterThan(0);
  // By the server's own clock, however long this machine took to show it: from the demo's first boot to its first session.
  const [sessions, chargers] = await Promise.all([
    api.get<{ startedAt: string }[]>('/csms/sessions?limit=100'),
    api.get<{ bootedAt: string }[]>('/csms/chargers?limit=100'),
  ]);
  const first = (times: string[]) => Math.min(...times.map(Date.parse));
  const alive = first(sessions.map(({ startedAt }) => startedAt)) - first(chargers.map(({ bootedAt }) => bootedAt));
  expect(alive).toBeLessThanOrEqual(10_000);
});

test('a session started from the page grows in energy and is stopped from it', async ({ page, api }) => {
  const id = await api.charger('E2E-SESSION', { currentType: 'DC', maxPowerW: 300_000, voltageV: 800 });
  await page.goto(`/ui/chargers/${id}`);
  const evse = page.getByRole('region', { name: 'EVSE 1' });
  await evse.getByRole('button', { name: 'Plug in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Plug in' }).click();
  await expect(evse.getByText('Preparing', { exact: true })).toBeVisible();
  await evse.getByRole('button', { name: 'Present tag' }).click();
  const tag = page.getByRole('dialog').getByRole('combobox', { name: 'idTag' });
  await tag.fill('E2E-TAG');
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(evse.getByText('Charging', { exact: true })).toBeVisible();
  const energy = evse.getByLabel('Session').locator('dd').first();
  await expect.poll(async () => kilowatts(await energy.textContent())).toBeGreaterThan(0);
  const before = kilowatts(await energy.textContent());
  await expect.poll(async () => kilowatts(await energy.textContent())).toBeGreaterThan(before);
  await expect(evse.getByRole('img', { name: /Power, limit/ }).locator('canvas')).toBeVisible();
  await evse.getByRole('button', { name: 'Present tag' }).click();
  await expect(tag).toHaveValue('E2E-TAG');
  await page.keyboard.type('SOMEBODY');
  await page.keyboard.press('Enter');
  await expect(evse.getByText("SOMEBODY was refused: the session is somebody else's.")).toBeVisible();
  await evse.getByRole('button', { name: 'Stop session' }).click();
  await expect(evse.getByText('Finishing', { exact: true })).toBeVisible();
  await expect(evse.getByText(/Last session: E2E-TAG/)).toBeVisible();
});

test('a configuration key is edited in place, and a bad value is refused with the reason', async ({ page, api }) => {
  const id = await api.charger('E2E-CONFIG');
  await page.goto(`/ui/chargers/${id}?tab=configuration`);
  await page.getByRole('button', { name: /Edit HeartbeatInterval/ }).click();
  const field = page.getByRole('textbox', { name: 'HeartbeatInterval' });
  await field.fill('often');
  await field.press('Enter');
  await expect(page.locator('.mantine-InputWrapper-error')).not.toBeEmpty();
  await field.fill('123');
  await field.press('Enter');
  await expect(page.getByRole('button', { name: 'Edit HeartbeatInterval, now 123s' })).toBeVisible();
  const keys = await api.get<{ key: string; value: string }[]>(`/chargers/${id}/config`);
  expect(keys.find(({ key }) => key === 'HeartbeatInterval')?.value).toBe('123');
});

test('chaos is injected, seen and lifted', async ({ page, api }) => {
  const id = await api.charger('E2E-CHAOS');
  await page.goto(`/ui/chargers/${id}?tab=actions`);
  const header = page.locator('header').filter({ has: page.getByRole('heading', { name: id }) });
  await expect(header.getByText('connected', { exact: true })).toBeVisible();
  const chaos = page.getByRole('region', { name: 'Chaos' });
  await chaos.getByRole('button', { name: 'Inject' }).click();
  await expect(chaos.getByText(/left$/)).toBeVisible();
  await expect(header.getByText('connected', { exact: true })).toBeHidden();
  await chaos.getByRole('button', { name: 'Lift' }).click();
  await expect(chaos.getByText('None is active.')).toBeVisible();
  await expect(header.getByText('connected', { exact: true })).toBeVisible();
});

test('a log line opens with its answer', async ({ page, api }) => {
  const id = await api.charger('E2E-LOGS');
  await page.goto(`/ui/chargers/${id}?tab=logs`);
  await page.getByRole('option', { name: /BootNotification/ }).first().click();
  const opened = page.getByRole('complementary', { name: 'Opened line' });
  await expect(opened.getByRole('region', { name: 'Call' })).toContainText('chargePointVendor');
  await expect(opened.getByRole('region', { name: 'Answer' })).toContainText('Accepted');
  await page.getByLabel('Search the log').fill('StatusNotification');
  await expect(page.getByRole('option', { name: /BootNotification/ })).toHaveCount(0);
});

test('the CSMS sends a call from a form and the charger shows what came of it', async ({ page, api }) => {
  const id = await api.charger('E2E-CALL');
  await page.goto(`/ui/csms?charger=${id}&action=ChangeAvailability`);
  await page.getByRole('combobox', { name: 'type' }).click();
  await page.getByRole('option', { name: 'Inoperative' }).click();
  await page.getByRole('button', { name: 'Send ChangeAvailability' }).click();
  await expect(page.locator('summary').getByText('Accepted')).toBeVisible();
  await page.getByRole('link', { name: 'Open the charger' }).click();
  await expect(page.getByRole('region', { name: 'EVSE 1' }).getByText('Unavailable', { exact: true })).toBeVisible();
});

test('everything is within reach of the keyboard', async ({ page }) => {
  await page.goto('/ui/chargers');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search chargers' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  const preview = page.getByRole('complementary');
  await expect(preview).toBeVisible();
  const id = (await preview.getByRole('heading').first().textContent()) ?? '';
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/chargers/${id}$`));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).fill('dashboard');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('a new charger is created, connects, and a link shows the same view again', async ({ page }) => {
  await page.goto('/ui/chargers?connection=connected&q=E2E.NEW');
  await page.getByRole('button', { name: 'New charger' }).first().click();
  await page.getByRole('textbox', { name: 'Id' }).fill('E2E.NEW');
  await page.getByRole('button', { name: 'Create and start' }).click();
  await expect(page).toHaveURL(/\/chargers\/E2E\.NEW$/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'E2E.NEW' })).toBeVisible();
  await expect(page.getByTitle('Connected to the CSMS')).toBeVisible();
  await page.goto('/ui/chargers?connection=connected&q=E2E.NEW');
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('the API reference is served without anything from elsewhere', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  await page.goto('/docs');
  await expect(page.getByText('/chargers/{id}/start')).toBeVisible();
  expect(foreign).toEqual([]);
});

test('a charger is edited and deleted from its page', async ({ page, api }) => {
  const id = await api.charger('E2E-EDIT');
  await page.goto(`/ui/chargers/${id}`);
  await page.getByRole('button', { name: `More for ${id}` }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Vendor' }).fill('Umlaute äöü');
  await dialog.getByRole('textbox', { name: 'Model' }).fill('Fast 300');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.locator('.mantine-InputWrapper-error')).not.toBeEmpty();
  await dialog.getByRole('textbox', { name: 'Vendor' }).fill('Volta');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Volta Fast 300')).toBeVisible();
  await expect(page.getByTitle('Connected to the CSMS')).toBeVisible();
  await page.getByRole('button', { name: `More for ${id}` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/ui\/chargers$/);
  expect((await api.get<{ status?: number }>(`/chargers/${id}`)).status).toBe(404);
});

test('all that match are stopped and started at once, and the page follows', async ({ page, api }) => {
  for (const n of [1, 2, 3]) await api.charger(`E2E-MANY-${n}`);
  await page.goto('/ui/chargers?q=E2E-MANY');
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByLabel('Select all that match').click();
  const bar = page.getByRole('toolbar', { name: 'With the selected chargers' });
  await bar.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress.getByRole('status')).toHaveText('Stopping 3: 3 off');
  await bar.getByRole('button', { name: 'Start' }).click();
  await expect(progress.getByRole('status')).toHaveText('Starting 3: 3 connected');
});

test('the power chart goes back to before the page was opened', async ({ page, api }) => {
  await expect.poll(async () => (await api.get<unknown[]>('/fleet/history')).length).toBeGreaterThan(1);
  const fetched = page.waitForResponse((answer) => answer.url().endsWith('/fleet/history'));
  await page.goto('/ui/dashboard');
  expect(((await (await fetched).json()) as unknown[]).length).toBeGreaterThan(1);
  await expect(page.getByRole('img', { name: 'Power of the fleet over time' }).locator('canvas')).toBeVisible();
});
