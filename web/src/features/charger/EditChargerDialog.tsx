import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateCharger } from '../../api/calls';
import type { Charger } from '../../api/types';
import { ChargerFields } from '../../components/charger/ChargerFields';
import { formOf, toPatch } from '../../components/charger/chargerForm';
import { Refusal } from '../../components/charger/Refusal';
import { useChargerForm } from '../../components/charger/useChargerForm';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { showDone } from '../../components/toasts';
import { chargerKey, partKey } from './useCharger';
import { usePasswordSet } from './usePasswordSet';

/** Changes what a charger is. The server stops it in an orderly way, and starts it again with its state kept. */
export default function EditChargerDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const queries = useQueryClient();
  // As it was when the dialog opened: what is live moves on meanwhile.
  const passwordSet = usePasswordSet(charger.id, true);
  const [before] = useState(() => formOf(charger));
  const { form, submit, pending, error, others } = useChargerForm(
    before,
    (values) => updateCharger(charger.id, toPatch(values, before)),
    (changed) => {
      queries.setQueryData(chargerKey(changed.id), changed);
      void queries.invalidateQueries({ queryKey: partKey(changed.id, 'security') });
      showDone(`${changed.id} changed`);
      onClose();
    },
  );
  return (
    <Dialog onClose={onClose} title={`Edit ${charger.id}`} size={560}>
      <form onSubmit={submit} noValidate className={dialog.stack}>
        <ChargerFields form={form} passwordSet={passwordSet} />
        {error && <Refusal error={error} others={others} />}
        <div className={dialog.buttons}>
          <span className="dim grow">
            {charger.evses.some((evse) => evse.transaction)
              ? 'A transaction is running: stop it before you save.'
              : charger.running && 'It is stopped and started again with the change.'}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={pending} disabled={!form.formState.isDirty}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
