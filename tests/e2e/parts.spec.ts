import type { Page } from '@playwright/test';
import { expect, test } from './simulator';

// What the CSMS has put into a charger: profiles, reservations, lists, certificates, firmware; and the calls that do it.

const kilowatts = async (page: Page, region: string, name: string) => {
  const figure = page.getByRole('region', { name: region }).locator('dl > div').filter({ hasText: name }).locator('dd');
  return Number.parseFloat((await figure.first().textContent()) ?? '');
};

const sent = (page: Page, action: string, gist: string) =>
  expect(page.locator('summary').filter({ hasText: action }).first()).toContainText(gist);

test('a profile set from the form is in the stack and in the chart, and holds the power down', async ({ page, api }) => {
  const id = await api.charger('E2E-PROFILE', { currentType: 'DC', maxPowerW: 50_000, voltageV: 400 });
  expect(await api.post(`/chargers/${id}/evses/1/start-transaction`, { idTag: 'TAG1' })).toBe(202);
  await expect
    .poll(async () => (await api.get<{ evses: { powerW: number }[] }>(`/chargers/${id}`)).evses[0]?.powerW)
    .toBeGreaterThan(10_000);
  await page.goto(`/ui/chargers/${id}?tab=profiles`);
  await expect(page.getByText('No charging profile is installed')).toBeVisible();
  const chart = page.getByRole('img', { name: /^Limits of EVSE 1 in the next hour/ });
  await expect(chart.locator('canvas')).toBeVisible();
  const ahead = page.getByRole('list', { name: 'Limits ahead' });
  await expect(ahead).toContainText('50.0kW');

  await page.getByRole('button', { name: 'SetChargingProfile' }).click();
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  const period = panel.getByRole('group', { name: 'chargingSchedulePeriod 1' });
  await period.getByRole('textbox', { name: 'limit' }).fill('7500.5');
  await panel.getByRole('button', { name: 'Send SetChargingProfile' }).click();
  await sent(page, 'SetChargingProfile', 'Accepted');
  await expect(page.getByRole('row', { name: /TxDefaultProfile/ })).toContainText('7.5');
  await expect(ahead).toContainText('now7.5kW');
  await page.getByRole('tab', { name: 'Status' }).click();
  await expect.poll(() => kilowatts(page, 'EVSE 1', 'Limit')).toBe(7.5);
  await expect.poll(() => kilowatts(page, 'EVSE 1', 'Power')).toBeLessThanOrEqual(7.5);
  expect(await kilowatts(page, 'EVSE 1', 'Power')).toBeGreaterThan(0);

  await page.getByRole('tab', { name: 'Charging profiles' }).click();
  await page.getByRole('button', { name: 'Clear profile 1' }).click();
  await panel.getByRole('button', { name: 'Send ClearChargingProfile' }).click();
  await expect(page.getByText('No charging profile is installed')).toBeVisible();
  await expect(ahead).toContainText('now50.0kW');
  await page.getByRole('radio', { name: 'Whole charger' }).locator('..').click();
  await page.getByRole('radio', { name: '24 h' }).locator('..').click();
  await page.getByRole('radio', { name: 'A', exact: true }).locator('..').click();
  await expect(ahead).toContainText('now72.4A');
  await page.reload();
  await expect(page.getByRole('img', { name: /^Limits of the whole charger in the next 24 hours/ })).toBeVisible();
  await expect(panel).toBeVisible();
});

test('what is refused can be sent all the same, and the calls so far are kept beside each tab', async ({ page, api }) => {
  const id = await api.charger('E2E-FORCE');
  await page.goto(`/ui/chargers/${id}`);
  await page.getByRole('button', { name: 'CSMS call', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  await panel.getByRole('combobox', { name: 'Action' }).fill('Cancel');
  await page.getByRole('option', { name: 'CancelReservation' }).click();
  await panel.getByRole('textbox', { name: 'reservationId' }).fill('one');
  await panel.getByRole('button', { name: 'Send CancelReservation' }).click();
  await panel.getByRole('button', { name: 'Send it anyway' }).click();
  await sent(page, 'CancelReservation', 'TypeConstraintViolation');
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByRole('option', { name: /CancelReservation/ }).first()).toBeVisible();
  await panel.getByRole('button', { name: 'Close the CSMS call' }).click();
  await expect(panel).toBeHidden();
  await page.goto(`/ui/csms?charger=${id}&action=GetLocalListVersion`);
  await page.getByRole('button', { name: 'Send GetLocalListVersion' }).click();
  await sent(page, 'GetLocalListVersion', 'listVersion');
});

test('a reservation and a list are made and undone by calls, and counted down', async ({ page, api }) => {
  const id = await api.charger('E2E-ACCESS');
  await page.goto(`/ui/chargers/${id}?tab=access`);
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  await page.getByRole('button', { name: 'ReserveNow' }).click();
  await panel.getByRole('button', { name: 'Send ReserveNow' }).click();
  const row = page.getByRole('region', { name: 'Reservations' }).getByRole('row', { name: /EVSE 1/ });
  await expect(row).toContainText(/1[0-5]:\d\d/);
  await row.getByRole('button', { name: 'Cancel reservation 1' }).click();
  await panel.getByRole('button', { name: 'Send CancelReservation' }).click();
  await expect(page.getByText('Nothing is reserved')).toBeVisible();

  const list = page.getByRole('region', { name: 'Local authorization list' });
  await list.getByRole('button', { name: 'SendLocalList' }).click();
  await panel.getByRole('button', { name: 'Send SendLocalList' }).click();
  await expect(list).toContainText('version 1, 1 tag');
  await list.getByRole('button', { name: 'SendLocalList' }).click();
  await panel.getByRole('button', { name: 'Send SendLocalList' }).click();
  await expect(list).toContainText('version 2, 2 tags');
});

test('diagnostics asked for from an empty view arrive, and the view follows', async ({ page, api }) => {
  const id = await api.charger('E2E-FILES');
  await page.goto(`/ui/chargers/${id}?tab=security`);
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await uploads.getByRole('button', { name: 'GetDiagnostics' }).click();
  await page.getByRole('button', { name: 'Send GetDiagnostics' }).click();
  await expect(uploads.getByText('Uploaded', { exact: true })).toBeVisible();
});

test('a firmware update and a root certificate are followed in the view', async ({ page, api }) => {
  const id = await api.charger('E2E-FIRMWARE');
  await page.goto(`/ui/chargers/${id}?tab=security`);
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  const root = await (await fetch(`${process.env.SIMULATOR_URL}/csms/ca/root.pem`)).text();
  const certificates = page.getByRole('region', { name: 'Certificates' });
  await certificates.getByRole('button', { name: 'InstallCertificate' }).click();
  await panel.getByRole('textbox', { name: 'certificate' }).fill(root);
  await panel.getByRole('button', { name: 'Send InstallCertificate' }).click();
  await expect(certificates.getByRole('row', { name: /CentralSystemRoot/ })).toBeVisible();

  const file = `${process.env.SIMULATOR_URL}/csms/files/e2e-firmware.bin`;
  const put = await fetch(file, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: 'firmware of the browser test',
  });
  expect(put.ok).toBe(true);
  const firmware = page.getByRole('region', { name: 'Firmware' });
  await firmware.getByRole('button', { name: 'UpdateFirmware', exact: true }).click();
  await panel.getByRole('textbox', { name: 'location' }).fill(file);
  await panel.getByRole('button', { name: 'Send UpdateFirmware' }).click();
  const told = firmware.getByRole('list', { name: 'Statuses for the CSMS' });
  for (const status of ['Downloading', 'Downloaded', 'Installing', 'Installed']) await expect(told).toContainText(status);
  await expect(firmware.getByRole('listitem').filter({ hasText: 'Restart' })).toHaveAttribute('data-state', 'done');
});

test('a call of no known name is sent as it is, and answered by the charger', async ({ page, api }) => {
  const id = await api.charger('E2E-RAW');
  await page.goto(`/ui/chargers/${id}?tab=logs&call=*`);
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  await panel.getByRole('textbox', { name: 'Action name' }).fill('Acme.Blink');
  await panel.getByRole('textbox', { name: 'Payload' }).fill('{"times": 3}');
  await panel.getByRole('button', { name: 'Send as it is' }).click();
  await sent(page, 'Acme.Blink', 'NotImplemented');
  await expect(page.getByRole('option', { name: /Acme\.Blink/ }).first()).toBeVisible();
});

test('a narrow window has the tabs in one line, nothing to scroll sideways, and the call below', async ({ page, api }) => {
  const id = await api.charger('E2E-NARROW');
  const profile = (purpose: string, chargingProfileId: number) => ({
    connectorId: purpose === 'TxDefaultProfile' ? 1 : 0,
    csChargingProfiles: {
      chargingProfileId,
      stackLevel: 0,
      chargingProfilePurpose: purpose,
      chargingProfileKind: 'Recurring',
      recurrencyKind: 'Daily',
      validFrom: '2026-01-01T00:00:00Z',
      validTo: '2099-01-01T00:00:00Z',
      chargingSchedule: {
        duration: 43_200,
        startSchedule: '2026-01-01T00:00:00Z',
        chargingRateUnit: 'W',
        minChargingRate: 1000,
        chargingSchedulePeriod: [0, 7200, 14_400].map((startPeriod) => ({ startPeriod, limit: 9000, numberPhases: 3 })),
      },
    },
  });
  for (const [index, purpose] of ['TxDefaultProfile', 'ChargePointMaxProfile'].entries())
    expect(
      await api.post(`/csms/chargers/${id}/calls`, { action: 'SetChargingProfile', payload: profile(purpose, index + 1) }),
    ).toBe(200);
  for (const width of [768, 1210, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`/ui/chargers/${id}?tab=profiles&call=SetChargingProfile`);
    const row = page.getByRole('row', { name: /ChargePointMaxProfile/ });
    await expect(row).toBeVisible();
    const panel = page.getByRole('complementary', { name: 'CSMS call' });
    await expect(panel.getByRole('button', { name: 'Send SetChargingProfile' })).toBeVisible();
    const overflow = await page.getByRole('region', { name: 'Installed profiles' }).getByRole('table').evaluate((table) => {
      const frame = table.parentElement as HTMLElement;
      return frame.scrollWidth - frame.clientWidth;
    });
    expect(overflow, `the table at ${width} px`).toBe(0);
    const tabs = page.getByRole('tablist', { name: 'Views of the charger' });
    const tops = await tabs.getByRole('tab').evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().top));
    expect(new Set(tops).size, `lines of tabs at ${width} px`).toBe(1);
    const last = await tabs.getByRole('tab').last().boundingBox();
    const list = await tabs.boundingBox();
    const sheet = await panel.boundingBox();
    if (!last || !list || !sheet) throw new Error('not laid out');
    expect(last.x + last.width, `the last tab at ${width} px`).toBeLessThanOrEqual(list.x + list.width);
    if (width === 768) {
      expect(sheet.width).toBe(list.width);
      expect(sheet.y).toBeGreaterThan(list.y + list.height);
    } else expect(sheet.x).toBeGreaterThanOrEqual(list.x + list.width);
  }
});

test('the reference has the colours of the page, and a way back to it', async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/ui/dashboard');
  const light = await ground();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.goto('/docs');
  await expect(page.getByRole('heading', { name: /OCPP charger simulator/ })).toBeVisible();
  expect(await ground()).toBe(dark);
  await page.getByRole('link', { name: 'OCPP simulator' }).click();
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
});

test('every wrong field of a call is marked; its answer gets the focus, and Escape leads back to the opener', async ({ page, api }) => {
  const id = await api.charger('E2E-FOCUS');
  await page.goto(`/ui/chargers/${id}?tab=access`);
  const opener = page.getByRole('button', { name: 'ReserveNow' });
  await opener.click();
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  const connector = panel.getByRole('textbox', { name: 'connectorId' });
  await connector.fill('one');
  await panel.getByRole('textbox', { name: 'reservationId' }).fill('');
  await panel.getByRole('button', { name: 'Send ReserveNow' }).click();
  await expect(panel.getByText('must be a whole number')).toBeVisible();
  await expect(panel.getByText('is required')).toBeVisible();
  await expect(connector).toBeFocused();

  await connector.fill('1');
  await panel.getByRole('textbox', { name: 'reservationId' }).fill('7');
  await panel.getByRole('button', { name: 'Send ReserveNow' }).click();
  const answer = panel.locator('summary').first();
  await expect(answer).toContainText('Accepted');
  await expect(answer).toBeFocused();
  await expect(answer).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  // The empty view's button, which opened it, went with the reservation: the header's takes its place.
  await expect(page.getByRole('button', { name: 'CSMS call', exact: true })).toBeFocused();

  await opener.click();
  await panel.getByRole('textbox', { name: 'connectorId' }).press('Escape');
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
});
