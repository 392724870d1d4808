import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../../test/fakes';
import { focusWhileThere } from './useOpener';

afterEach(() => void vi.unstubAllGlobals());

const integer = { type: 'integer' };
const text = { type: 'string', maxLength: 20 };
const object = (required: string[], properties: object) => ({ type: 'object', required, properties });
const action = (name: string, request: object, example: object) => ({
  name,
  profile: 'Core',
  request,
  example,
});
const routes = {
  'GET /csms/chargers/CP001': () => ({ id: 'CP001', online: true, connectors: [], queuedCalls: 0 }),
  'GET /csms/sessions': () => [],
  'GET /csms/ca/root.pem': () => 'ROOT',
  'GET /chargers/CP001/local-list': () => ({ version: 0, inUse: true, entries: [] }),
  'GET /chargers/CP001/reservations': () => [
    { reservationId: 9, connectorId: 1, idTag: 'T', parentIdTag: null, expiryDate: '2126-01-01T00:00:00Z' },
  ],
  'GET /csms/actions': () => [
    action(
      'CancelReservation',
      object(['reservationId', 'tag'], { reservationId: integer, tag: text, foo: integer }),
      { reservationId: 1, tag: 'A' },
    ),
    action('InstallCertificate', object(['certificate'], { certificate: { type: 'string' } }), {}),
  ],
};

describe('a call beside a charger', () => {
  it('chosen by its name begins with what is installed; every field that is wrong is marked before it is sent', async () => {
    const { received } = renderPage(
      '/chargers/CP001?tab=access&call=CancelReservation',
      [charger('CP001')],
      routes,
    );
    const user = userEvent.setup();
    const panel = await screen.findByRole('complementary', { name: 'CSMS call' });
    const id = await within(panel).findByRole('textbox', { name: /reservationId/ });
    expect((id as HTMLInputElement).value).toBe('9');
    await user.clear(id);
    await user.type(id, 'nine');
    await user.click(within(panel).getByRole('button', { name: 'Send CancelReservation' }));
    expect(within(panel).getByText('must be a whole number')).toBeTruthy();
    expect(within(panel).getByText('is required')).toBeTruthy();
    expect(within(panel).getByRole('alert').textContent).toContain('2 fields are marked');
    expect(document.activeElement).toBe(id);
    expect(received.some(({ method }) => method === 'POST')).toBe(false);

    await user.clear(id);
    await user.type(id, '4');
    expect(within(panel).queryByText('must be a whole number')).toBeNull();
    expect(within(panel).getByText('is required')).toBeTruthy();
    expect(document.activeElement).toBe(id);
  });

  it('gives the focus to the answer, and back to its opener on Escape', async () => {
    renderPage('/chargers/CP001?tab=access', [charger('CP001')], {
      ...routes,
      'POST /csms/chargers/CP001/calls': () => ({
        messageId: 'm',
        status: 'result',
        payload: { status: 'Accepted' },
        roundTripMs: 8,
      }),
    });
    const user = userEvent.setup();
    const opener = await screen.findByRole('button', { name: 'Cancel reservation 9' });
    await user.click(opener);
    const panel = await screen.findByRole('complementary', { name: 'CSMS call' });
    await user.type(await within(panel).findByRole('textbox', { name: /tag/ }), 'T');
    await user.click(within(panel).getByRole('button', { name: 'Send CancelReservation' }));
    const answer = (await within(panel).findByText('8 ms')).closest('summary');
    await waitFor(() => expect(document.activeElement).toBe(answer));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'CSMS call' })).toBeNull());
    expect(document.activeElement).toBe(opener);
  });

  it('takes the root of the embedded CSMS for a certificate, which begins empty', async () => {
    renderPage('/chargers/CP001?tab=access&call=InstallCertificate', [charger('CP001')], routes);
    const certificate = await screen.findByRole('textbox', { name: /certificate/ });
    expect((certificate as HTMLTextAreaElement).value).toBe('');
    expect(certificate.getAttribute('placeholder')).toContain('BEGIN CERTIFICATE');
    await userEvent.setup().click(screen.getByRole('button', { name: "Use the embedded CSMS's root" }));
    await waitFor(() => expect((certificate as HTMLTextAreaElement).value).toContain('ROOT'));
  });

  it('takes the manufacturer root where that is what is installed', async () => {
    const manufacturer = {
      ...routes,
      'GET /csms/ca/manufacturer.pem': () => 'MAKER',
      'GET /csms/actions': () => [
        action(
          'InstallCertificate',
          object(['certificateType'], {
            certificateType: { type: 'string', enum: ['ManufacturerRootCertificate'] },
            certificate: { type: 'string' },
          }),
          { certificateType: 'ManufacturerRootCertificate' },
        ),
      ],
    };
    renderPage('/chargers/CP001?tab=access&call=InstallCertificate', [charger('CP001')], manufacturer);
    const certificate = (await screen.findByRole('textbox', { name: 'certificate' })) as HTMLTextAreaElement;
    const use = screen.getByRole('button', { name: "Use the embedded CSMS's manufacturer root" });
    await userEvent.setup().click(use);
    await waitFor(() => expect(certificate.value).toContain('MAKER'));
  });

  it('names what no field can show once, as JSON', async () => {
    renderPage('/chargers/CP001?tab=access&call=CancelReservation', [charger('CP001')], {
      ...routes,
      'POST /csms/chargers/CP001/calls': () =>
        new Answer(422, {
          detail: 'payload.bar is not a field of this object.',
          errors: { 'payload.bar': ['is not a field of this object'] },
        }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('radio', { name: 'JSON' }));
    await user.click(screen.getByRole('button', { name: 'Send CancelReservation' }));
    expect((await screen.findByRole('alert')).textContent?.match(/not a field/g)).toHaveLength(1);
  });
});

describe('the focus that an opener gets back', () => {
  const button = (name: string) => {
    const made = document.createElement('button');
    made.textContent = name;
    document.body.append(made);
    return made;
  };

  it('goes to the next when the opener is taken off the page afterwards', async () => {
    const [opener, header] = [button('opener'), button('header')];
    focusWhileThere(opener, () => header);
    expect(document.activeElement).toBe(opener);
    button('something else').remove();
    await Promise.resolve();
    expect(document.activeElement).toBe(opener);
    opener.remove();
    await waitFor(() => expect(document.activeElement).toBe(header));
    header.remove();
  });

  it('stays where the user has put it since', async () => {
    const [opener, header, field] = [button('opener'), button('header'), button('field')];
    focusWhileThere(opener, () => header);
    field.focus();
    opener.remove();
    await Promise.resolve();
    expect(document.activeElement).toBe(field);
    field.blur();
    button('something else').remove();
    await Promise.resolve();
    expect(document.activeElement).toBe(document.body);
    for (const left of [header, field]) left.remove();
  });
});
