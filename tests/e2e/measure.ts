import { test as base, expect, type Page } from '@playwright/test';
import { startSimulator } from './server';
import { type Tasks, traced } from './trace';

// The page in front of a fleet of 10,000, a part of which runs and charges: how long its main thread is held up.
// What counts is the thread's own processor time: by the clock, a busy machine makes any task long.
// CHARGERS and RUNNING change the fleet.

const chargers = Number(process.env.CHARGERS ?? 10_000);
const running = Number(process.env.RUNNING ?? 1_000);

const test = base.extend<object, { simulator: string }>({
  simulator: [
    async ({}, use) => {
      const { url, stop } = await startSimulator('--no-demo');
      await fill(url);
      await use(url);
      await stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

const figures: [string, Tasks][] = [];

test.afterAll(() => {
  for (const [name, tasks] of figures) {
    const { longest, ...numbers } = tasks;
    console.log(`${name.padEnd(26)} ${JSON.stringify(numbers)}`);
    for (const line of longest) console.log(`    ${line}`);
  }
});

test(`${chargers} chargers, ${running} of them charging`, async ({ browser, simulator }) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const measure = async (name: string, act: () => Promise<void>) => {
    const tasks = await traced(browser, page, act);
    figures.push([name, tasks]);
  };
  await page.goto(`${simulator}/ui/dashboard`);
  await expect(page.getByLabel('Fleet', { exact: true })).toContainText('charging');

  await measure('load of the table', async () => {
    await page.goto(`${simulator}/ui/chargers`);
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(chargers + 1));
    await page.waitForTimeout(3_000);
  });
  await measure('table at rest', () => page.waitForTimeout(10_000));
  await page.getByRole('grid').hover();
  await measure('scroll by wheel', () => wheel(page, 10_000, 180));
  await measure('scroll by wheel, fast', () => wheel(page, 10_000, 2_400));
  await measure('scroll bar', () => drag(page, 10_000));
  await measure('search, filter, sort', async () => {
    await page.getByLabel('Search chargers').pressSequentially('CP0 AC', { delay: 120 });
    await page.getByLabel('Search chargers').fill('');
    await page.getByRole('button', { name: /^Charging/ }).click();
    await page.getByRole('button', { name: /^Charging/ }).click();
    for (const column of ['Power', 'Power', 'Model', 'EVSEs', 'Charger'])
      await page.getByRole('columnheader', { name: column }).getByRole('button').click();
    await page.waitForTimeout(2_000);
  });
  await measure('select all', async () => {
    await page.getByLabel('Select all').click();
    await page.waitForTimeout(1_000);
    await page.getByLabel('Clear the selection').click();
    await page.waitForTimeout(1_000);
  });
  await measure('start 1,000 more, scrolling', async () => {
    const from = running + 1;
    void post(simulator, '/chargers/start', { ids: ids().slice(from, from + 1_000) });
    await page.getByRole('grid').hover();
    await wheel(page, 10_000, 180);
  });
  await page.close();
  expect(figures.filter(([, tasks]) => tasks.cpuOver50 > 0).map(([name]) => name)).toEqual([]);
});

// A run of its own at the running part of the fleet: its timeline fills while the page is looked at.
test(`a run at ${running} chargers`, async ({ browser, simulator }) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const before = figures.length;
  const run = {
    scenario: 'morning_rush',
    seed: 1,
    durationSeconds: 3600,
    parameters: { timeScale: 144 },
  };
  expect(await post(simulator, '/scenarios/run', run)).toBe(200);
  const measure = async (name: string, act: () => Promise<void>) => {
    figures.push([name, await traced(browser, page, act)]);
  };
  await page.goto(`${simulator}/ui/dashboard`);
  await measure('load of the run', async () => {
    await page.goto(`${simulator}/ui/scenarios?show=run`);
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
    await page.waitForTimeout(3_000);
  });
  await measure('run, live', () => page.waitForTimeout(15_000));
  await page.getByRole('log', { name: 'Entries of the timeline' }).hover();
  await measure('entries, by wheel', () => wheel(page, 10_000, 600));
  await page.getByRole('region', { name: 'Timeline' }).hover();
  await measure('lanes, by wheel', () => wheel(page, 10_000, 180));
  await measure('load of the logs', async () => {
    await page.goto(`${simulator}/ui/logs`);
    await expect(page.getByRole('listbox', { name: 'Log lines' })).toBeVisible();
    await page.waitForTimeout(3_000);
  });
  await measure('logs, live', () => page.waitForTimeout(10_000));
  await page.getByRole('listbox', { name: 'Log lines' }).hover();
  await measure('logs, back and on by wheel', () => wheel(page, 10_000, -600));
  await page.close();
  expect(await post(simulator, '/scenarios/stop', {})).toBe(200);
  const slow = figures.slice(before).filter(([, tasks]) => tasks.cpuOver50 > 0);
  expect(slow.map(([name]) => name)).toEqual([]);
});

const ids = () => Array.from({ length: chargers }, (_, i) => `CP${String(i + 1).padStart(5, '0')}`);

async function fill(url: string): Promise<void> {
  const evses = [{ id: 1 }, { id: 2, currentType: 'DC' }];
  const file = ids().map((id, i) => ({ id, vendor: 'Acme', model: `AC${i % 7}`, evses }));
  expect(await post(url, '/import/chargers', file)).toBe(200);
  const start = ids().slice(0, running);
  expect(await post(url, '/chargers/start', { ids: start })).toBe(200);
  const health = async () => (await (await fetch(`${url}/chargers/${start.at(-1)}`)).json()) as { registration: string };
  await expect.poll(async () => (await health()).registration, { timeout: 60_000 }).toBe('Accepted');
  for (const id of start)
    await post(url, `/chargers/${id}/evses/1/start-transaction`, { idTag: `TAG${id.slice(2)}` });
}

async function post(url: string, path: string, body: unknown): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  return (await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

async function wheel(page: Page, ms: number, pixels: number): Promise<void> {
  const end = Date.now() + ms;
  for (let i = 0; Date.now() < end; i++) {
    await page.mouse.wheel(0, Math.floor(i / 100) % 4 === 3 ? -pixels : pixels);
    await page.waitForTimeout(16);
  }
}

/** As the thumb of the scroll bar does: far with each step. */
async function drag(page: Page, ms: number): Promise<void> {
  await page.getByRole('grid').evaluate(
    (grid, limit) =>
      new Promise<void>((done) => {
        const rows = grid.firstElementChild as HTMLElement;
        const start = performance.now();
        const range = rows.scrollHeight - rows.clientHeight;
        const step = () => {
          const passed = performance.now() - start;
          rows.scrollTop = range * (0.5 - 0.5 * Math.cos(passed / 800));
          if (passed < limit) requestAnimationFrame(step);
          else done();
        };
        step();
      }),
    ms,
  );
}
