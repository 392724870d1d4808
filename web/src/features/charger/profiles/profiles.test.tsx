import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { charger, charging, evse, renderPage } from '../../../test/fakes';
import { Steps } from '../steps';
import { amperesPerWatt, compositeData, gridAmperesPerWatt, inKilowatts, PowerTracks } from './compositeData';

afterEach(() => void vi.unstubAllGlobals());

// The chart draws on a canvas, which jsdom has not; what it draws is tested as data.
vi.mock('./CompositeChart', () => ({ default: () => null }));

const at = Date.parse('2026-01-01T10:00:00Z');
const second = (offset: number) => at / 1000 + offset;
const sample = (offset: number, powerW: number, limitW = 22_000, evseId = 1) => ({
  evseId,
  time: new Date(at + offset * 1000).toISOString(),
  powerW,
  limitW,
  socPercent: null,
});

describe('steps', () => {
  it('hold until the next one, and add up', () => {
    const a = new Steps().add(0, 10).add(4, 0);
    const b = new Steps().add(2, 5).add(4, 7).add(3, 99);
    expect([a.at(-1), a.at(0), a.at(3.9), a.at(4), a.at(100)]).toEqual([null, 10, 10, 0, 0]);
    const sum = Steps.sum([a, b]);
    expect(sum.times).toEqual([0, 2, 4]);
    expect(sum.values).toEqual([10, 15, 7]);
    expect(Steps.sum([]).times).toEqual([]);
  });
});

describe('the composite chart', () => {
  const composite = {
    at,
    unit: 'W' as const,
    durationSeconds: 100,
    periods: [
      { startPeriod: 0, limit: 11_000 },
      { startPeriod: 60, limit: 6000 },
    ],
  };

  it('shows the limit before and after now, and the power up to now', () => {
    const tracks = new PowerTracks([{ id: 1, history: [sample(-50, 0), sample(-40, 20_000)] }]);
    tracks.add(sample(2, 10_900, 11_000));
    tracks.add(sample(3, 5000, 11_000, 2));
    const one = () => 1;
    const [times, limit, power] = compositeData(
      [composite],
      tracks.power(one),
      tracks.limit(one),
      second(-45),
      second(10),
    );
    expect(times).toEqual([-45, -40, 0, 2, 10, 60, 100].map(second));
    expect(limit).toEqual([22_000, 22_000, 11_000, 11_000, 11_000, 6000, 6000]);
    expect(power).toEqual([0, 20_000, 20_000, 10_900, 10_900, null, null]);
  });

  it('adds up power and limits of a whole charger', () => {
    const tracks = new PowerTracks([
      { id: 1, history: [sample(-9, 1000, 4000)] },
      { id: 2, history: [sample(-5, 500, 2000)] },
    ]);
    expect(tracks.power((id) => id).values).toEqual([1000, 2000]);
    expect(tracks.limit(() => 1).values).toEqual([4000, 6000]);
  });

  it('shows as past limit what each composite said until the next one came', () => {
    const next = { ...composite, at: at + 10_000, periods: [{ startPeriod: 0, limit: 3000 }] };
    const [times, limit] = compositeData(
      [composite, next],
      new Steps(),
      new Steps().add(second(-5), 22_000).add(second(4), 44_000),
      second(-9),
      second(20),
    );
    expect(times).toEqual([-9, -5, 0, 10, 20, 110].map(second));
    expect(limit).toEqual([null, 22_000, 11_000, 3000, 3000, 3000]);
    expect(inKilowatts(next).periods).toEqual([{ startPeriod: 0, limit: 3 }]);
  });

  it('turns watts into amperes per phase as measured, else by rating', () => {
    expect(amperesPerWatt(charging({ powerW: 3680, currentA: 16 }))).toBeCloseTo(16 / 3680);
    expect(1 / amperesPerWatt(evse())).toBeCloseTo(690);
    expect(1 / amperesPerWatt(evse({ currentType: 'DC', phases: null, voltageV: 400 }))).toBeCloseTo(400);
    const dc = evse({ id: 2, currentType: 'DC', phases: null, voltageV: 400 });
    expect(1 / gridAmperesPerWatt([dc])).toBeCloseTo(690);
    expect(1 / gridAmperesPerWatt([evse({ phases: 1, voltageV: 240 }), dc])).toBeCloseTo(720);
    expect(1 / gridAmperesPerWatt([evse({ phases: 1 })])).toBeCloseTo(230);
  });
});

describe('the charging profiles of a charger', () => {
  const composite = {
    evseId: 1,
    scheduleStart: '2026-01-01T10:00:00Z',
    durationSeconds: 4500,
    unit: 'W',
    periods: [{ startPeriod: 0, limit: 6900 }],
  };
  const entry = {
    connectorId: 1,
    transactionId: 17,
    installedAt: '2026-01-01T09:00:00Z',
    profile: {
      chargingProfileId: 8,
      stackLevel: 2,
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Recurring',
      recurrencyKind: 'Daily',
      chargingSchedule: {
        duration: 7200,
        startSchedule: '2026-01-01T08:00:00Z',
        chargingRateUnit: 'A',
        minChargingRate: 6,
        chargingSchedulePeriod: [16, 8.5, 10, 12].map((limit, index) => ({
          startPeriod: index * 1800,
          limit,
          numberPhases: index === 1 ? 1 : null,
        })),
      },
    },
  };
  const routes = (entries: unknown[]) => ({
    'GET /chargers/CP001/charging-profiles': () => entries,
    'GET /chargers/CP001/evses/1/composite-schedule': () => composite,
    'GET /chargers/CP001/evses/0/composite-schedule': () => ({ ...composite, evseId: 0 }),
    'GET /csms/chargers/CP001': () => ({ id: 'CP001', online: true }),
    'GET /csms/sessions': () => [],
    'GET /csms/actions': () => [
      {
        name: 'ClearChargingProfile',
        profile: 'SmartCharging',
        request: { type: 'object', properties: { id: { type: 'integer' } } },
        example: { id: 1 },
      },
    ],
  });

  it('are listed with their schedule, and the limits ahead in words', async () => {
    renderPage('/chargers/CP001?tab=profiles', [charger('CP001')], routes([entry]));
    const row = await screen.findByRole('row', { name: /TxProfile/ });
    for (const text of ['EVSE 1', 'Daily', '17', '+0:30', '8.5', '1 phase', '1 more', 'ends after +2:00'])
      expect(row.textContent).toContain(text);
    const ahead = await screen.findByRole('list', { name: 'Limits ahead' });
    expect(ahead.textContent).toContain('now6.9kW');
  });

  it('are fetched again when the hub says that they changed, and not before', async () => {
    let entries: unknown[] = [];
    const { hub, received } = renderPage('/chargers/CP001?tab=profiles', [charger('CP001')], {
      ...routes([]),
      'GET /chargers/CP001/charging-profiles': () => entries,
    });
    expect(await screen.findByText('No charging profile is installed')).toBeTruthy();
    const fetched = () => received.filter(({ path }) => path.endsWith('/charging-profiles')).length;
    const before = fetched();
    const update = { chargerId: 'CP001', charger: charger('CP001'), samples: [], configuration: null };
    hub.send('charger', { ...update, seq: 1, parts: ['security'] });
    await waitFor(() => expect(screen.getByText('No charging profile is installed')).toBeTruthy());
    expect(fetched()).toBe(before);
    entries = [entry];
    hub.send('charger', { ...update, seq: 2, parts: ['charging-profiles'] });
    expect(await screen.findByRole('row', { name: /TxProfile/ })).toBeTruthy();
  });

  it('are cleared by a CSMS call that opens beside them, filled in', async () => {
    const { router } = renderPage('/chargers/CP001?tab=profiles', [charger('CP001')], routes([entry]));
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Clear profile 8' }));
    const panel = await screen.findByRole('complementary', { name: 'CSMS call' });
    const id = await within(panel).findByRole('textbox', { name: 'id' });
    expect((id as HTMLInputElement).value).toBe('8');
    expect(within(panel).getByRole('button', { name: 'Send ClearChargingProfile' })).toBeTruthy();
    expect(router.state.location.search).toMatchObject({
      tab: 'profiles',
      call: 'ClearChargingProfile',
      payload: { id: 8 },
    });
    await user.click(within(panel).getByRole('button', { name: 'Close the CSMS call' }));
    expect(screen.queryByRole('complementary', { name: 'CSMS call' })).toBeNull();
  });

  it('of the whole charger and in amperes are a matter of the address', async () => {
    const { received, router } = renderPage('/chargers/CP001?tab=profiles', [charger('CP001')], routes([]));
    const user = userEvent.setup();
    await user.click(await screen.findByRole('radio', { name: 'Whole charger' }));
    await user.click(screen.getByRole('radio', { name: 'A' }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ evse: 0, unit: 'A' }));
    await waitFor(() =>
      expect(
        received.some(
          ({ path, query }) =>
            path === '/chargers/CP001/evses/0/composite-schedule' &&
            query.get('unit') === 'A' &&
            query.get('durationSeconds') === '4500',
        ),
      ).toBe(true),
    );
  });
});
