import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { charger, charging, renderPage } from '../test/fakes';

afterEach(() => void vi.unstubAllGlobals());

it('the palette asks before it stops a charger with a session, not otherwise', async () => {
  const { received } = renderPage(
    '/chargers',
    [charger('CP001', { evses: [charging()] }), charger('CP002')],
    {
      'POST /chargers/CP001/stop': () => charger('CP001'),
      'POST /chargers/CP002/stop': () => charger('CP002'),
    },
  );
  await screen.findByRole('row', { name: /CP001/ });
  const user = userEvent.setup();
  const stop = async (id: string) => {
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Command' }), `stop ${id}{Enter}`);
  };
  const stopped = (id: string) => received.some((call) => call.path === `/chargers/${id}/stop`);
  await stop('CP002');
  await waitFor(() => expect(stopped('CP002')).toBe(true));
  await stop('CP001');
  const dialog = await screen.findByRole('dialog', { name: 'Stop CP001?' });
  expect(stopped('CP001')).toBe(false);
  await user.click(within(dialog).getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(stopped('CP001')).toBe(true));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
