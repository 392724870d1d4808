import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from './simulator';

test('a view whose files could not be fetched shows itself once the server is back', async ({ page }) => {
  let link: WebSocketRoute | undefined;
  await page.routeWebSocket('**/live', (socket) => {
    link = socket;
    socket.connectToServer();
  });
  await page.route('**/CsmsPage*', (route) => route.abort());
  await page.goto('/ui/chargers');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('link', { name: 'CSMS' }).click();
  await expect(page.getByRole('heading', { name: 'This view could not be loaded' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('The simulator does not answer');
  await page.unroute('**/CsmsPage*');
  await link?.close();
  await expect(page.getByRole('tab', { name: 'Charge points' })).toBeVisible();
  await expect(page).toHaveURL(/\/ui\/csms/);
});

test('a view that was never opened opens without the server', async ({ page }) => {
  const fetched = page.waitForResponse((answer) => /CsmsPage.*\.js/.test(answer.url()));
  await page.goto('/ui/chargers');
  await (await fetched).finished();
  await page.waitForLoadState('networkidle');
  await page.route('**/assets/**', (route) => route.abort());
  await page.getByRole('link', { name: 'CSMS' }).click();
  await expect(page.getByRole('tab', { name: 'Sessions' })).toBeVisible();
});

test('cut off, the page says so in its place and offers nothing that needs the server', async ({ page, api }) => {
  const id = await api.charger('E2E-OUTAGE');
  let away = false;
  const links: WebSocketRoute[] = [];
  await page.routeWebSocket('**/live', (socket) => {
    if (away) void socket.close();
    else {
      links.push(socket);
      socket.connectToServer();
    }
  });
  await page.goto(`/ui/chargers/${id}`);
  const stop = page.getByRole('button', { name: 'Stop charger' });
  await expect(stop).toBeEnabled();
  const before = await stop.boundingBox();
  away = true;
  await page.route('**/chargers/**', (route) => route.abort());
  for (const link of links) await link.close();
  await expect(page.getByText(/The simulator does not answer/)).toBeVisible();
  await expect(stop).toBeDisabled();
  expect(await stop.boundingBox()).toEqual(before);
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await expect(page.getByText('The configuration could not be loaded')).toBeVisible();
  away = false;
  await page.unroute('**/chargers/**');
  await expect(page.getByText('HeartbeatInterval')).toBeVisible();
  await expect(stop).toBeEnabled();
});
