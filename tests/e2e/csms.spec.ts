import { expect, test } from './simulator';

// The embedded CSMS's files, certificates, tags and what it has learnt; a charger's security set in its dialog.

const sent = (page: import('@playwright/test').Page, action: string, gist: string) =>
  expect(page.locator('summary').filter({ hasText: action }).first()).toContainText(gist);

test('firmware is uploaded, signed by the call that fetches it, and installed; then the file is deleted', async ({ page, api }) => {
  const id = await api.charger('E2E-SIGNED');
  await page.goto('/ui/csms?view=files');
  await expect(page.getByRole('region', { name: 'Addresses' })).toContainText(/ws:.*\/ocpp\/\{id\}/);
  const files = page.getByRole('region', { name: 'Files' });
  await page
    .getByLabel('File to upload')
    .setInputFiles({ name: 'e2e signed-2.5.1.bin', mimeType: 'application/octet-stream', buffer: Buffer.from('firmware') });
  const link = files.getByRole('link', { name: 'e2e-signed-2.5.1.bin' });
  await expect(link).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('e2e-signed-2.5.1.bin');
  const [root] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the ManufacturerRoot' }).click(),
  ]);
  expect(root.suggestedFilename()).toBe('csms-manufacturer.pem');

  const manufacturer = await (await fetch(`${process.env.SIMULATOR_URL}/csms/ca/manufacturer.pem`)).text();
  expect(
    await api.post(`/csms/chargers/${id}/calls`, {
      action: 'InstallCertificate',
      payload: { certificateType: 'ManufacturerRootCertificate', certificate: manufacturer },
    }),
  ).toBe(200);
  await page.goto(`/ui/chargers/${id}?tab=security&call=SignedUpdateFirmware`);
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  await panel.getByRole('combobox', { name: 'Choose a file and sign it' }).click();
  await page.getByRole('option', { name: 'e2e-signed-2.5.1.bin' }).click();
  await expect(panel.getByText('e2e-signed-2.5.1.bin is signed')).toBeVisible();
  // At once, instead of in a minute.
  await panel.getByRole('textbox', { name: 'installDateTime' }).fill('');
  await panel.getByRole('button', { name: 'Send SignedUpdateFirmware' }).click();
  await sent(page, 'SignedUpdateFirmware', 'Accepted');
  await expect(page.getByRole('list', { name: 'Statuses for the CSMS' })).toContainText('SignatureVerified');
  await expect(page.getByRole('region', { name: 'Firmware' })).toContainText('2.5.1');

  await page.goto('/ui/csms?view=files');
  await files.getByRole('button', { name: 'Delete e2e-signed-2.5.1.bin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(link).toHaveCount(0);
});

test('a charger gets a password and a quirk in its dialog; what the CSMS has learnt of it is reset', async ({ page, api }) => {
  const id = await api.charger('E2E-DIALOG');
  await page.goto(`/ui/chargers/${id}`);
  const edit = async () => {
    await page.getByRole('button', { name: `More for ${id}` }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
  };
  await edit();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByPlaceholder('Not set')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Security profile' }).click();
  await page.getByRole('option', { name: '1, password' }).click();
  await dialog.getByText('Quirks', { exact: true }).click();
  const quirks = await api.get<unknown[]>('/quirks');
  expect(quirks.length).toBeGreaterThan(10);
  await expect(dialog.locator('details').getByRole('checkbox')).toHaveCount(quirks.length);
  await dialog.getByRole('checkbox', { name: 'celsius-spelling' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/is missing: security profile 1/).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Make a password' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const charger = await api.get<{ securityProfile: number; quirks: string[] }>(`/chargers/${id}`);
  expect(charger).toMatchObject({ securityProfile: 1, quirks: ['celsius-spelling'] });
  await edit();
  await expect(dialog.getByPlaceholder('Set; left empty it stays')).toBeVisible();
  await page.keyboard.press('Escape');

  await expect.poll(async () => (await api.get<{ registration: string }>(`/chargers/${id}`)).registration).toBe('Accepted');
  expect(
    await api.post(`/csms/chargers/${id}/calls`, {
      action: 'ChangeConfiguration',
      payload: { key: 'AuthorizationKey', value: '00112233445566778899aabbccddeeff00112233' },
    }),
  ).toBe(200);
  await page.goto('/ui/csms?view=files');
  const learnt = page.getByRole('region', { name: 'Learnt security' });
  await expect(learnt.getByRole('row', { name: new RegExp(id) })).toBeVisible();
  await learnt.getByRole('button', { name: `Reset what was learnt of ${id}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect(learnt.getByRole('row', { name: new RegExp(id) })).toHaveCount(0);
});

test('the reason of a refusal stands beside the answer', async ({ page, api }) => {
  const id = await api.charger('E2E-REFUSED');
  await page.goto(`/ui/chargers/${id}?tab=access&call=UnlockConnector`);
  const panel = page.getByRole('complementary', { name: 'CSMS call' });
  await panel.getByRole('textbox', { name: 'connectorId' }).fill('9');
  await panel.getByRole('button', { name: 'Send UnlockConnector' }).click();
  await sent(page, 'UnlockConnector', 'NotSupported');
  await expect(panel.getByText("The charger's log says why")).toBeVisible();
});

test('a tag is blocked with an end, and removed', async ({ page }) => {
  await page.goto('/ui/csms?view=tags');
  await page.getByRole('textbox', { name: 'idTag', exact: true }).fill('E2E/TAG');
  await page.getByLabel('Expires (local time)').fill('2126-01-31T12:00');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  const row = page.getByRole('row', { name: /E2E\/TAG/ });
  await expect(row).toContainText('2126');
  await row.getByRole('button', { name: 'Remove E2E/TAG' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});
