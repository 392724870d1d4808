import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../../test/fakes';
import { scenario } from '../../../test/scenarioFakes';
import { rangeOf } from './YamlEditor';

afterEach(() => void vi.unstubAllGlobals());

const location = { id: 'depot', name: 'Depot Nord', state: 'active', chargerCount: 1 };
const mine = scenario({ name: 'mine', title: 'Mine', builtIn: false });
const valid = { valid: true, outcome: 'create', scenario: mine, errors: [] };
const wrong = {
  valid: false,
  outcome: 'invalid',
  scenario: null,
  errors: [{ line: 3, column: 1, field: 'steps', message: 'is missing', value: null }],
};

describe('scenarios of one’s own', () => {
  it('are checked as they are written, and imported once nothing is wrong', async () => {
    const user = userEvent.setup();
    let list = [scenario()];
    const { received, router } = renderPage('/scenarios', [charger('CP001')], {
      'GET /locations': () => [location],
      'GET /scenarios/list': () => list,
      'POST /scenarios/import': ({ query, body }) => {
        if (!String(body).includes('fixed'))
          return query.get('dryRun') === 'true' ? wrong : new Answer(422, wrong);
        if (query.get('dryRun') !== 'true') list = [scenario(), mine];
        return valid;
      },
    });
    await user.click(await screen.findByRole('button', { name: 'New scenario' }));
    const dialog = await screen.findByRole('dialog');
    await user.upload(
      await within(dialog).findByLabelText('Scenario file'),
      new File(['name: mine\ntitle: Mine\nstep: 1\n'], 'mine.yaml'),
    );
    const mistake = await within(dialog).findByRole('button', { name: /3:1 steps is missing/ });
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Import' }).disabled).toBe(true);
    const text = within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'Text of the file' });
    await user.click(mistake);
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe('step: 1');
    await user.type(text, 'fixed');
    await within(dialog).findByText('Can be imported');
    await waitFor(() =>
      expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Import' }).disabled).toBe(false),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Import' }));
    expect(await screen.findByRole('heading', { name: 'Mine' })).toBeTruthy();
    expect(router.state.location.search).toMatchObject({ scenario: 'mine' });
    expect(received.findLast(({ path }) => path === '/scenarios/import')?.query.get('dryRun')).toBe('false');
  });

  it('are downloaded, edited and deleted; built-in ones are not', async () => {
    const user = userEvent.setup();
    let list = [scenario(), mine];
    const { received } = renderPage('/scenarios?scenario=mine', [charger('CP001')], {
      'GET /locations': () => [location],
      'GET /scenarios/list': () => list,
      'GET /scenarios/mine/export': () => 'name: mine',
      'POST /scenarios/import': () => ({ ...valid, outcome: 'unchanged' }),
      'DELETE /scenarios/mine': () => {
        list = [scenario()];
        return new Answer(204);
      },
    });
    expect((await screen.findByRole('link', { name: 'Export Mine' })).getAttribute('href')).toBe(
      '/scenarios/mine/export',
    );
    await user.click(screen.getByRole('button', { name: 'Edit Mine' }));
    expect(await screen.findByText('Is there already, as it is here')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Delete Mine' }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByRole('heading', { name: 'Normal charging' })).toBeTruthy();
    expect(received.some(({ method, path }) => method === 'DELETE' && path === '/scenarios/mine')).toBe(true);
    expect(screen.queryByRole('button', { name: /^Delete / })).toBeNull();
  });

  it('have their lines found in the text', () => {
    expect(rangeOf('a\nbcd\n', 2)).toEqual([2, 5]);
    expect(rangeOf('a', 1)).toEqual([0, 1]);
  });
});
