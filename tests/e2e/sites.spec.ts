import { expect, test } from './simulator';

// Locations, vehicles and imports, as a person works with them.

interface Item {
  id: string;
  locationId: string;
}

test('a location is created, edited, given chargers and vehicles, activated and deleted', async ({ page, api }) => {
  const before = (await api.get<{ id: string; name: string; state: string }[]>('/locations')).find(({ state }) => state === 'active');
  await api.charger('E2E-SITE-MOVED');
  expect(await api.post('/vehicles', { id: 'E2E-SITE-CAR', idTag: 'E2E-SITE-TAG' })).toBe(201);
  await page.goto('/ui/locations');
  await page.getByRole('button', { name: 'New location' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('E2E Annex');
  await dialog.getByRole('textbox', { name: 'CSMS address' }).fill('http://wrong');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('Starts with ws:// or wss://')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'CSMS address' }).fill('');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row', { name: /E2E Annex/ });
  await expect(row).toContainText('idle');

  await row.getByRole('button', { name: 'E2E Annex', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Grid limit' }).fill('120');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('120.0');

  await row.getByRole('button', { name: 'More for E2E Annex' }).click();
  await page.getByRole('menuitem', { name: /Move chargers and vehicles here/ }).click();
  await dialog.getByRole('searchbox', { name: 'Search' }).fill('E2E-SITE');
  await dialog.getByLabel('Select E2E-SITE-MOVED').click();
  await dialog.getByText('Vehicles', { exact: true }).click();
  await dialog.getByLabel('Select E2E-SITE-CAR').click();
  await dialog.getByRole('button', { name: 'Move 1 charger and 1 vehicle' }).click();
  await expect(row).toContainText('0 / 1 / 1');
  expect((await api.get<Item>('/vehicles/E2E-SITE-CAR')).locationId).not.toBe(before?.id);

  await row.getByRole('button', { name: 'Activate' }).click();
  await dialog.getByRole('checkbox', { name: /^Keep/ }).check();
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(row).toContainText('active');
  await expect(row).toContainText('1 / 1 / 1');
  const former = page.getByRole('row', { name: before?.name ?? '' });
  await expect(former).toContainText('kept running');
  await former.getByRole('button', { name: 'Activate' }).click();
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(row).toContainText('idle');

  await row.getByRole('button', { name: 'More for E2E Annex' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const remove = dialog.getByRole('button', { name: 'Delete' });
  await expect(remove).toBeDisabled();
  await dialog.getByRole('textbox').fill('E2E Annex');
  await remove.click();
  await expect(row).toHaveCount(0);
  expect((await api.get<{ status?: number }>('/chargers/E2E-SITE-MOVED')).status).toBe(404);
});

test('a vehicle is created, found, changed and deleted', async ({ page, api }) => {
  await page.goto('/ui/vehicles?q=E2E-CAR');
  await page.getByRole('button', { name: 'New vehicle' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Id' }).fill('E2E-CAR');
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('E2E-CAR-TAG');
  await dialog.getByRole('textbox', { name: 'Usable battery' }).fill('0');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('0.1 to 10,000')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Usable battery' }).fill('77');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('row', { name: /E2E-CAR/ })).toContainText('77.0');
  await page.getByRole('button', { name: 'E2E-CAR', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Model' }).fill('Mule');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /E2E-CAR/ })).toContainText('Mule');
  await page.getByLabel('Select E2E-CAR', { exact: true }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('row', { name: /E2E-CAR/ })).toHaveCount(0);
  expect((await api.get<{ status?: number }>('/vehicles/E2E-CAR')).status).toBe(404);
});

test('a file is shown with its errors, mended, and imported', async ({ page, api }) => {
  const file = (second: string) => ({
    name: 'cars.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `vehicle_id,id_tag,model,battery_wh,soc_percent,max_ac_power_w,max_dc_power_w,phases\nE2E-IN-1,E2E-IN-1,,,,,,\nE2E-IN-2,E2E-IN-2,,${second},,,,\n`,
    ),
  });
  await page.goto('/ui/import');
  await page.getByLabel('File to import').setInputFiles(file('much'));
  const rows = page.getByRole('table', { name: 'Preview' });
  await expect(rows.getByRole('row', { name: /E2E-IN-2/ })).toContainText('invalid');
  await expect(rows.getByText('battery_wh', { exact: true }).last()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: /Only rows with errors/ }).click();
  await expect(page).toHaveURL(/show=errors/);
  await expect(rows.getByRole('row', { name: /E2E-IN-1/ })).toHaveCount(0);
  await page.getByRole('button', { name: /Only rows with errors/ }).click();
  await page.getByLabel('File to import').setInputFiles(file('50000'));
  await page.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.getByText('2 created, 0 updated, 0 unchanged.')).toBeVisible();
  expect((await api.get<{ batteryWh: number }>('/vehicles/E2E-IN-2')).batteryWh).toBe(50_000);
  await page.getByRole('link', { name: 'Open the vehicles' }).click();
  await expect(page.getByRole('row', { name: /E2E-IN-1/ })).toBeVisible();
});

test('samples are downloaded and chargers exported', async ({ page }) => {
  await page.goto('/ui/import');
  const sample = page.waitForEvent('download');
  await page.getByRole('link', { name: /^CSV/ }).first().click();
  expect((await sample).suggestedFilename()).toMatch(/chargers\.csv$/);
  const exported = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export chargers as JSON' }).click();
  expect((await exported).suggestedFilename()).toMatch(/\.json$/);
});

test('many chargers of one model are added at once', async ({ page, api }) => {
  await page.goto('/ui/chargers?q=E2E-BULK');
  await page.getByRole('button', { name: 'Add many' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option').first().click();
  await dialog.getByRole('textbox', { name: 'How many' }).fill('3');
  await dialog.getByRole('textbox', { name: 'Ids' }).fill('E2E-BULK-{08}');
  await expect(dialog.getByText('They are called E2E-BULK-08 to E2E-BULK-10. All of these ids are free.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Vendor' }).fill('E2E Works');
  await dialog.getByRole('textbox', { name: 'Meter values every' }).fill('7');
  await dialog.getByRole('button', { name: 'Add 3' }).click();
  await expect(page.getByRole('row', { name: /E2E-BULK/ })).toHaveCount(3);
  const made = await api.get<{ vendor: string; meterIntervalSeconds: number; running: boolean }>('/chargers/E2E-BULK-10');
  expect([made.vendor, made.meterIntervalSeconds, made.running]).toEqual(['E2E Works', 7, true]);

  await page.getByRole('button', { name: 'Add many' }).first().click();
  await dialog.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option').first().click();
  await dialog.getByRole('textbox', { name: 'Ids' }).fill('E2E-BULK-{01}');
  await expect(dialog.getByText(/There is a charger 'E2E-BULK-08' already/)).toBeVisible();
});

test('a backup is downloaded, tried out and restored; a file that is none is refused', async ({ page, api }) => {
  expect(await api.post('/vehicles', { id: 'E2E-KEPT', idTag: 'E2E-KEPT' })).toBe(201);
  await page.goto('/ui/import');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a backup' }).click();
  const backup = await download;
  expect(backup.suggestedFilename()).toMatch(/^simulator-[0-9-]+\.zip$/);
  expect(await api.post('/vehicles', { id: 'E2E-LATER', idTag: 'E2E-LATER' })).toBe(201);

  await page.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('dialog');
  const replace = dialog.getByRole('button', { name: 'Replace everything' });
  const file = dialog.getByLabel('Backup to restore');
  await file.setInputFiles({ name: 'none.zip', mimeType: 'application/zip', buffer: Buffer.from('PK?') });
  await expect(dialog.getByRole('alert')).toContainText('is no ZIP archive');
  await expect(replace).toBeDisabled();
  await file.setInputFiles(await backup.path());
  const vehicles = dialog.getByRole('row', { name: /^Vehicles/ }).getByRole('cell');
  await expect(vehicles).toHaveCount(2);
  const later = async () => {
    const [now, then] = (await vehicles.allTextContents()).map(Number);
    return (now ?? 0) - (then ?? 0);
  };
  await expect.poll(later).toBe(1);
  expect((await api.get<{ id: string }>('/vehicles/E2E-LATER')).id).toBe('E2E-LATER');
  await replace.click();
  await expect(dialog.getByRole('heading', { name: 'The backup is restored' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect((await api.get<{ status?: number }>('/vehicles/E2E-LATER')).status).toBe(404);
  await page.getByRole('link', { name: 'Vehicles', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search vehicles' }).fill('E2E-');
  await expect(page.getByRole('row', { name: /E2E-KEPT/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /E2E-LATER/ })).toHaveCount(0);
});
