import { ActionIcon, Button, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { createCharger, startCharger } from '../../api/calls';
import { fieldErrors, messageOf } from '../../api/problem';
import dialog from '../../components/dialog.module.css';
import { showDone, showFailed } from '../../components/toasts';
import css from './create.module.css';
import { type EvseForm, emptyForm, evseKinds, toRequest, validate } from './createForm';

/** A new charger in the active location; started at once, because that is what it is for. */
export default function CreateChargerDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState(emptyForm);
  const [touched, setTouched] = useState(false);
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () => createCharger(toRequest(form)),
    onSuccess: (charger) => {
      onClose();
      showDone(`${charger.id} created`);
      startCharger(charger.id).catch((error: unknown) => showFailed(`${charger.id} was not started`, error));
      void navigate({ to: '/chargers/$chargerId', params: { chargerId: charger.id } });
    },
  });
  const errors: Record<string, string> = touched ? { ...fieldErrors(create.error), ...validate(form) } : {};
  const known = new Set([
    'id',
    'vendor',
    'model',
    'csmsUrl',
    ...form.evses.map((_, i) => `evses[${i}].maxPowerW`),
  ]);
  const others = Object.entries(errors).filter(([field]) => !known.has(field));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const setEvse = (index: number, change: Partial<EvseForm>) =>
    set({ evses: form.evses.map((evse, i) => (i === index ? { ...evse, ...change } : evse)) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (Object.keys(validate(form)).length === 0) create.mutate();
  };

  return (
    <Modal opened onClose={onClose} title="New charger" size={560}>
      <form onSubmit={submit} noValidate className={dialog.stack}>
        <TextInput
          label="Id"
          description="Its OCPP identity, the last part of the CSMS address"
          required
          data-autofocus
          value={form.id}
          error={errors.id}
          onChange={(event) => set({ id: event.currentTarget.value })}
        />
        <div className={dialog.fields}>
          <TextInput
            label="Vendor"
            value={form.vendor}
            error={errors.vendor}
            onChange={(event) => set({ vendor: event.currentTarget.value })}
          />
          <TextInput
            label="Model"
            value={form.model}
            error={errors.model}
            onChange={(event) => set({ model: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label="CSMS address"
          description="Without one it connects to its location's, else to the embedded CSMS"
          placeholder="ws://host:port/path"
          value={form.csmsUrl}
          error={errors.csmsUrl}
          onChange={(event) => set({ csmsUrl: event.currentTarget.value })}
        />
        <fieldset className={css.evses}>
          <legend>EVSEs</legend>
          {form.evses.map((evse, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an EVSE's id is its place
            <div key={index} className={css.evse}>
              <span className="tnum dim">{index + 1}</span>
              <Select
                aria-label={`Kind of EVSE ${index + 1}`}
                data={evseKinds.map(({ value, label }) => ({ value, label }))}
                value={evse.kind}
                onChange={(kind) => {
                  const chosen = evseKinds.find(({ value }) => value === kind);
                  if (chosen) setEvse(index, { kind: chosen.value, maxPowerKw: chosen.maxPowerKw });
                }}
              />
              <NumberInput
                aria-label={`Rated power of EVSE ${index + 1} in kW`}
                suffix=" kW"
                min={0.1}
                max={1000}
                decimalScale={1}
                value={evse.maxPowerKw}
                error={errors[`evses[${index}].maxPowerW`]}
                onChange={(value) => setEvse(index, { maxPowerKw: value })}
              />
              <ActionIcon
                aria-label={`Remove EVSE ${index + 1}`}
                disabled={form.evses.length === 1}
                onClick={() => set({ evses: form.evses.filter((_, i) => i !== index) })}
              >
                <X size={14} />
              </ActionIcon>
            </div>
          ))}
          <Button
            leftSection={<Plus size={13} />}
            variant="subtle"
            onClick={() =>
              set({ evses: [...form.evses, { ...(form.evses[form.evses.length - 1] as EvseForm) }] })
            }
          >
            Add an EVSE
          </Button>
        </fieldset>
        {create.error && (
          <div role="alert" className={css.bad}>
            {messageOf(create.error)}
            {others.map(([field, message]) => (
              <div key={field}>
                <span className="mono">{field}</span>: {message}
              </div>
            ))}
          </div>
        )}
        <div className={dialog.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={create.isPending}>
            Create and start
          </Button>
        </div>
      </form>
    </Modal>
  );
}
