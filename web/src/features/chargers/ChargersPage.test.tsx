import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, charging, evse, renderPage } from '../../test/fakes';

afterEach(() => void vi.unstubAllGlobals());

const fleet = () => [
  charger('CP001', { evses: [charging()] }),
  charger('CP002', { evses: [evse({ status: 'Faulted', errorCode: 'GroundFailure' })] }),
  charger('CP010', { connection: 'off', running: false }),
];
const ids = async () => (await screen.findAllByRole('row')).slice(1).map((row) => row.id.replace('row-', ''));

describe('the table of chargers', () => {
  it('shows each charger with its state, power and session', async () => {
    renderPage('/chargers', fleet());
    const row = await screen.findByRole('row', { name: /CP001/ });
    expect(row.textContent).toContain('connected');
    expect(within(row).getByRole('img', { name: 'EVSE 1: Charging' })).toBeTruthy();
    expect(row.textContent).toContain('10.9kW');
    expect(row.textContent).toContain('TAG1');
    expect(row.textContent).toContain('4.0kWh');
  });

  it('renders only the rows on screen of ten thousand', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => charger(`CP${i}`));
    const { live } = renderPage('/chargers', many);
    await waitFor(() => expect(live.chargers.size).toBe(10_000));
    expect((await screen.findAllByRole('row')).length).toBeLessThan(60);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001');
  });

  it('keeps the focus itself when a part of a row is clicked, because rows are used again for others', async () => {
    renderPage('/chargers', fleet());
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select CP002' }));
    expect(document.activeElement).toBe(screen.getByRole('grid'));
    expect(screen.getByRole('row', { name: /CP002/ }).getAttribute('aria-selected')).toBe('true');
  });

  it('filters by the address and writes the filter into it', async () => {
    const { router } = renderPage('/chargers?status=Faulted', fleet());
    expect(await ids()).toEqual(['CP002']);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: /Faulted/ }));
    await waitFor(async () => expect(await ids()).toEqual(['CP001', 'CP002', 'CP010']));
    await user.type(screen.getByRole('searchbox', { name: 'Search chargers' }), '010');
    await waitFor(async () => expect(await ids()).toEqual(['CP010']));
    expect(router.state.location.href).toContain('q=');
  });

  it('says so when nothing matches and offers the way back', async () => {
    renderPage('/chargers?q=nothing', fleet());
    expect(await screen.findByText('No charger matches')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filters' }));
    await waitFor(async () => expect(await ids()).toHaveLength(3));
  });

  it('follows the hub', async () => {
    const { hub } = renderPage('/chargers', fleet());
    await screen.findByRole('row', { name: /CP001/ });
    act(() =>
      hub.send('chargers', { seq: 1, changed: [charger('CP001')], removed: ['CP002'], reset: false }),
    );
    await waitFor(async () => expect(await ids()).toEqual(['CP001', 'CP010']));
    expect(screen.getByRole('row', { name: /CP001/ }).textContent).toContain('0.0kW');
  });

  it('counts on its chips what they would show: within the search, and no EVSE of a charger that is off', async () => {
    renderPage('/chargers', fleet());
    expect(await screen.findByRole('button', { name: 'off 1 charger' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Available/ })).toBeNull();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search chargers' }), 'CP00');
    await waitFor(() => expect(screen.queryByRole('button', { name: /^off/ })).toBeNull());
    expect(screen.getByRole('button', { name: 'connected 2 chargers' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Faulted 1 EVSE' }));
    expect(await screen.findByRole('button', { name: 'connected 1 charger' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Charging 1 EVSE' })).toBeTruthy();
  });

  it('selects a range with shift and a click', async () => {
    renderPage('/chargers', fleet());
    const user = userEvent.setup();
    await user.click(await screen.findByRole('row', { name: /CP001/ }));
    await user.keyboard('{Shift>}');
    await user.click(screen.getByRole('row', { name: /CP010/ }));
    await user.keyboard('{/Shift}');
    expect((await screen.findAllByRole('row', { selected: true })).map((row) => row.id)).toEqual([
      'row-CP001',
      'row-CP002',
      'row-CP010',
    ]);
  });

  it('is where it was left when the person comes back, and takes the keys after a search', async () => {
    const { router } = renderPage('/chargers', fleet());
    const user = userEvent.setup();
    await screen.findByRole('row', { name: /CP001/ });
    act(() => screen.getByRole('grid').focus());
    await user.keyboard('{ArrowDown}{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'CP002' });
    act(() => router.history.back());
    const grid = await screen.findByRole('grid');
    await waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('row-CP002'));
    expect(document.activeElement).toBe(grid);
    await user.keyboard('/010');
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search chargers' }));
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(grid);
  });

  it('moves by keyboard: arrows, space for the preview, enter to open, x to select', async () => {
    const { router } = renderPage('/chargers', fleet());
    await screen.findByRole('row', { name: /CP001/ });
    const user = userEvent.setup();
    act(() => screen.getByRole('grid').focus());
    await user.keyboard('{ArrowDown}x');
    expect(screen.getByRole('row', { name: /CP002/ }).getAttribute('aria-selected')).toBe('true');
    await user.keyboard(' ');
    expect(await screen.findByRole('complementary', { name: 'Preview of CP002' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/chargers/CP010'));
  });

  it('starts and stops many, asking before it stops', async () => {
    const { received } = renderPage('/chargers', fleet(), {
      'POST /chargers/stop': () => ({ requested: 2, changed: 2, unchanged: 0, refused: [] }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'Select CP001' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select CP002' }));
    const bar = screen.getByRole('toolbar', { name: 'With the selected chargers' });
    await user.click(within(bar).getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog');
    expect(received.some((call) => call.method === 'POST')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Stop' }));
    await waitFor(() =>
      expect(received.find((call) => call.path === '/chargers/stop')?.body).toEqual({
        ids: ['CP001', 'CP002'],
      }),
    );
  });

  it('has words for an empty location and for a failure', async () => {
    const empty = renderPage('/chargers', []);
    expect(await screen.findByText('No chargers in this location yet')).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'Filter by state' })).toBeNull();
    empty.unmount();
    const { routes } = renderPage('/chargers', [], {
      'GET /chargers': () => new Answer(500, { detail: 'The database is locked.' }),
    });
    expect(await screen.findByText('The database is locked.')).toBeTruthy();
    routes['GET /chargers'] = () => new Answer(200, [charger('CP001')], { 'X-Total-Count': '1' });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /CP001/ })).toBeTruthy();
  });

  it('keeps what it has when the server goes away, and says so', async () => {
    const { hub } = renderPage('/chargers', fleet());
    await screen.findByRole('row', { name: /CP001/ });
    hub.failStart = true;
    act(() => hub.drop());
    expect(await screen.findByText(/does not answer/, {}, { timeout: 20_000 })).toBeTruthy();
    expect(screen.getByRole('row', { name: /CP001/ })).toBeTruthy();
  });
});
