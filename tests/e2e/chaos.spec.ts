import { expect, test } from './simulator';

test('chaos with its parameters is injected, counts down, and is lifted', async ({ page, api }) => {
  const id = await api.charger('E2E-INJECT');
  await page.goto(`/ui/chargers/${id}?tab=actions`);
  const chaos = page.getByRole('region', { name: 'Chaos' });
  await expect(chaos.getByText('None is active.')).toBeVisible();
  await chaos.getByRole('combobox', { name: 'Kind' }).click();
  await expect(page.getByRole('option')).toHaveCount(17);
  await page.getByRole('option', { name: 'Latency' }).click();
  await chaos.getByLabel('Mean').fill('-5');
  await expect(chaos.getByText('must be from 0 to 60000 ms')).toBeVisible();
  await expect(chaos.getByRole('button', { name: 'Inject' })).toBeDisabled();
  await chaos.getByLabel('Mean').fill('250');
  await chaos.getByLabel('Duration').fill('3600');
  await chaos.getByRole('button', { name: 'Inject' }).click();
  const active = chaos.getByRole('listitem');
  await expect(active).toContainText('Latency 250 ± 100 ms');
  await expect(active).toContainText('left');
  await chaos.getByRole('button', { name: 'Inject' }).click();
  await expect(chaos.getByRole('alert')).toContainText('lift it first');
  await active.getByRole('button', { name: 'Lift' }).click();
  await expect(chaos.getByText('None is active.')).toBeVisible();
});

test('chaos on a selection says where it cannot apply, and is lifted for all', async ({ page, api }) => {
  const on = await api.charger('E2E-SOME-ON');
  expect(await api.post('/chargers', { id: 'E2E-SOME-OFF', evses: [{ id: 1 }] })).toBe(201);
  await page.goto('/ui/chargers?q=E2E-SOME');
  await page.getByRole('checkbox', { name: 'Select all that match' }).click();
  const toolbar = page.getByRole('toolbar', { name: 'With the selected chargers' });
  await toolbar.getByRole('button', { name: 'Chaos' }).click();
  await page.getByRole('menuitem', { name: 'Inject…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Duration').fill('0');
  await expect(dialog.getByText('It lasts until it is lifted.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Inject' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('1 under chaos, 1 refused');
  await progress.getByRole('button', { name: '1 refused' }).click();
  await expect(progress).toContainText('The charger is off');
  await expect.poll(async () => (await api.get<{ chaos: unknown[] }>(`/chargers/${on}`)).chaos.length).toBe(1);
  await toolbar.getByRole('button', { name: 'Chaos' }).click();
  await page.getByRole('menuitem', { name: 'Lift all' }).click();
  await expect(progress).toContainText('2 lifted');
  await expect.poll(async () => (await api.get<{ chaos: unknown[] }>(`/chargers/${on}`)).chaos.length).toBe(0);
});
