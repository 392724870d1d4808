import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { createCharger, startCharger } from '../../api/calls';
import { ChargerFields } from '../../components/charger/ChargerFields';
import { emptyForm, rules, toRequest } from '../../components/charger/chargerForm';
import { Refusal } from '../../components/charger/Refusal';
import { useChargerForm } from '../../components/charger/useChargerForm';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { showDone, showFailed } from '../../components/toasts';

/** A new charger in the active location; started at once, because that is what it is for. */
export default function CreateChargerDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { form, submit, pending, error, others } = useChargerForm(
    emptyForm,
    (values) => createCharger(toRequest(values)),
    ({ id }) => {
      onClose();
      showDone(`${id} created`);
      startCharger(id).catch((failure: unknown) => showFailed(`${id} was not started`, failure));
      void navigate({ to: '/chargers/$chargerId', params: { chargerId: id } });
    },
  );
  return (
    <Dialog onClose={onClose} title="New charger" size={560}>
      <form onSubmit={submit} noValidate className={dialog.stack}>
        <TextInput
          label="Id"
          description="Its OCPP identity, the last part of the CSMS address"
          required
          data-autofocus
          error={form.formState.errors.id?.message}
          {...form.register('id', rules.id)}
        />
        <ChargerFields form={form} passwordSet={false} />
        {error && <Refusal error={error} others={others} />}
        <div className={dialog.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={pending}>
            Create and start
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
