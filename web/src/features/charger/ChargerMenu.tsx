import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { deleteCharger } from '../../api/calls';
import type { Charger } from '../../api/types';
import { chunk } from '../../app/chunks';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Energy } from '../../components/Quantity';
import { showDone, showFailed } from '../../components/toasts';
import css from './charger.module.css';

const EditChargerDialog = lazy(chunk(() => import('./EditChargerDialog')));

/** What is done to a charger's definition: edit, delete. */
export function ChargerMenu({ charger }: { charger: Charger }) {
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(null);
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteCharger(charger.id),
    onSuccess: () => {
      showDone(`${charger.id} deleted`);
      void navigate({ to: '/chargers' });
    },
    onError: (error) => {
      setAsking(null);
      showFailed(`${charger.id} was not deleted`, error);
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More for ${charger.id}`}>
            <Ellipsis size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={14} />} onClick={() => setAsking('edit')}>
            Edit…
          </Menu.Item>
          <Menu.Item
            color="var(--status-Faulted)"
            leftSection={<Trash2 size={14} />}
            onClick={() => setAsking('delete')}
          >
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {asking === 'edit' && <EditChargerDialog charger={charger} onClose={() => setAsking(null)} />}
      </Suspense>
      {asking === 'delete' && (
        <ConfirmDialog
          title={`Delete ${charger.id}?`}
          confirm="Delete"
          destructive
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(null)}
        >
          <Losses charger={charger} />
        </ConfirmDialog>
      )}
    </>
  );
}

/** What is gone with the charger, and what is still done first. */
function Losses({ charger }: { charger: Charger }) {
  const open = charger.evses.filter((evse) => evse.transaction).length;
  const energyWh = charger.evses.reduce((sum, evse) => sum + evse.energyWh, 0);
  return (
    <div className={css.losses}>
      {charger.running && (
        <p>
          It is stopped first
          {open > 0 &&
            `, and ${open === 1 ? 'its running transaction' : `its ${open} running transactions`} ended and
          reported to the CSMS`}
          .
        </p>
      )}
      <p>These are lost for good:</p>
      <ul>
        <li>its definition and its OCPP configuration</li>
        <li>
          its energy registers, <Energy wattHours={energyWh} /> on {charger.evses.length}{' '}
          {charger.evses.length === 1 ? 'EVSE' : 'EVSEs'}
        </li>
        <li>its log</li>
        {charger.queuedMessages > 0 && (
          <li>
            <strong>
              {charger.queuedMessages} transaction {charger.queuedMessages === 1 ? 'message' : 'messages'}
            </strong>{' '}
            that the CSMS has not received
          </li>
        )}
      </ul>
    </div>
  );
}
