import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, renderPage } from '../../test/fakes';
import { fakeUploads } from '../../test/fakeUploads';

afterEach(() => void vi.unstubAllGlobals());

const csv = 'vehicle_id,id_tag\nA,T1\nB,\n';
const report = (change = {}) => ({
  valid: true,
  created: 2,
  updated: 0,
  unchanged: 0,
  errorCount: 0,
  errors: [],
  items: [],
  ...change,
});

const sample = {
  name: 'ac-site-chargers.csv',
  site: 'ac-site',
  title: 'An office',
  description: 'AC chargers.',
  content: 'chargers',
  format: 'csv',
  items: 12,
  sizeBytes: 3400,
};

const show = () => renderPage('/import', [], { 'GET /samples': () => [] });
const choose = async (text: string, name = 'cars.csv') => {
  const user = userEvent.setup();
  await user.upload(await screen.findByLabelText('File to import'), new File([text], name));
  return user;
};

describe('an import', () => {
  it('shows every row with its errors, and only those when asked', async () => {
    const sent = fakeUploads();
    const { router } = show();
    const user = await choose(csv);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      address: '/import/vehicles?dryRun=true&mode=create&locationId=depot',
      type: 'text/csv',
    });
    sent[0]?.answer(
      200,
      report({
        valid: false,
        items: [
          { line: 2, id: 'A', outcome: 'create' },
          { line: 3, id: 'B', outcome: 'invalid' },
        ],
        errors: [{ line: 3, field: 'id_tag', message: 'must not be empty', value: '' }],
      }),
    );
    expect(await screen.findByText('must not be empty')).toBeTruthy();
    expect(screen.getByRole('row', { name: /A T1/ }).textContent).toContain('create');
    expect((screen.getByRole('button', { name: 'Import' }) as HTMLButtonElement).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: /Only rows with errors/ }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /A T1/ })).toBeNull());
    expect(router.state.location.search).toEqual({ show: 'errors' });
  });

  it('is committed with the progress that the hub tells, and leads to what it made', async () => {
    const sent = fakeUploads();
    const { hub } = show();
    const user = await choose(csv);
    await waitFor(() => expect(sent).toHaveLength(1));
    sent[0]?.answer(200, report());
    await user.click(await screen.findByRole('button', { name: 'Import 2' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.address).toBe('/import/vehicles?dryRun=false&mode=create&locationId=depot');
    await waitFor(() => expect(hub.invoked).toContainEqual(['Subscribe', 'import']));
    await act(async () => hub.send('import', { seq: 1, phase: 'saving', done: 1, total: 2 }));
    expect(await screen.findByText('1 / 2')).toBeTruthy();
    sent[1]?.answer(200, report());
    expect(await screen.findByText('2 created, 0 updated, 0 unchanged.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the vehicles' }).getAttribute('href')).toBe('/ui/vehicles');
  });

  it('is checked anew for another location, and goes where it was checked for', async () => {
    const sent = fakeUploads();
    const { hub, routes } = show();
    const user = await choose(csv);
    await waitFor(() => expect(sent).toHaveLength(1));
    sent[0]?.answer(200, report());
    await screen.findByRole('button', { name: 'Import 2' });
    await waitFor(() => expect(hub.invoked).toContainEqual(['Subscribe', 'data']));
    await act(async () => hub.send('data', { seq: 1, locations: 1, vehicles: 1 }));
    routes['GET /locations'] = () => [{ id: 'hub', name: 'Hub', state: 'active' }];
    await act(async () => hub.send('data', { seq: 2, locations: 2, vehicles: 1 }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.address).toBe('/import/vehicles?dryRun=true&mode=create&locationId=hub');
    expect(screen.queryByRole('button', { name: 'Import 2' })).toBeNull();
    sent[1]?.answer(200, report());
    await user.click(await screen.findByRole('button', { name: 'Import 2' }));
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]?.address).toBe('/import/vehicles?dryRun=false&mode=create&locationId=hub');
  });

  it('asks what a file holds that does not tell, and says what the server refuses', async () => {
    const sent = fakeUploads();
    show();
    const user = await choose('[]', 'x.json');
    await user.click(await screen.findByRole('button', { name: 'They are chargers' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.address).toContain('/import/chargers');
    sent[0]?.answer(413, { detail: 'The file is larger than 64 MB.' });
    expect(await screen.findByText('The file is larger than 64 MB.')).toBeTruthy();
  });

  it('offers no file of a server that is away', async () => {
    const { hub } = renderPage('/import', [], { 'GET /samples': () => [sample] });
    const links = () => [
      screen.getByRole('link', { name: /^CSV/ }),
      screen.getByRole('link', { name: 'Export chargers as CSV' }),
    ];
    await screen.findByRole('link', { name: /^CSV/ });
    expect(links().map((link) => link.getAttribute('href'))).toEqual([
      '/samples/ac-site-chargers.csv',
      '/export/chargers?format=csv',
    ]);
    hub.failStart = true;
    act(() => hub.drop());
    await waitFor(() => expect(links().map((link) => link.getAttribute('href'))).toEqual([null, null]));
    expect(links().map((link) => link.title)).toEqual([
      'The simulator does not answer',
      'The simulator does not answer',
    ]);
    expect((screen.getByLabelText('File to import') as HTMLInputElement).disabled).toBe(true);
  });

  it('loads the samples again when that has failed', async () => {
    const { routes } = renderPage('/import', [], {
      'GET /samples': () => new Answer(500, { detail: 'The disk is gone.' }),
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is gone.');
    routes['GET /samples'] = () => [sample];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /^CSV/ })).toBeTruthy();
  });
});
