import { Button, Popover, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CreditCard, Plug, Square, Unplug } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { listVehicles, plugIn, presentTag, stopTransaction, unplug } from '../../api/calls';
import { messageOf } from '../../api/problem';
import type { Charger, Evse } from '../../api/types';
import css from './charger.module.css';
import { possibleActs } from './driverActs';

type Act = () => Promise<unknown>;

/** Only what makes sense in the state the EVSE is in. A refusal is shown where the button is, in the charger's words. */
export function DriverActions({ charger, evse }: { charger: Charger; evse: Evse }) {
  const act = useMutation({ mutationFn: (call: Act) => call() });
  const can = possibleActs(charger, evse);
  const { id } = charger;
  return (
    <div className={css.driver}>
      <div className={css.driverButtons}>
        {can.plugIn && (
          <PlugInButton
            busy={act.isPending}
            onPlugIn={(vehicle) => act.mutate(() => plugIn(id, evse.id, vehicle))}
          />
        )}
        {can.presentTag && (
          <TagButton
            evse={evse}
            busy={act.isPending}
            onPresent={(idTag) => act.mutate(() => presentTag(id, evse.id, idTag))}
          />
        )}
        {can.stop && (
          <Button
            leftSection={<Square size={12} />}
            loading={act.isPending}
            onClick={() => act.mutate(() => stopTransaction(id, evse.id))}
          >
            Stop
          </Button>
        )}
        {can.unplug && (
          <Button
            leftSection={<Unplug size={13} />}
            loading={act.isPending}
            onClick={() => act.mutate(() => unplug(id, evse.id, can.unplug ?? 'evse'))}
          >
            {can.unplug === 'ev' ? 'Unplug at the car' : 'Unplug'}
          </Button>
        )}
      </div>
      {act.error && (
        <p role="alert" className={css.refusal}>
          {messageOf(act.error)}
        </p>
      )}
    </div>
  );
}

function PlugInButton({
  busy,
  onPlugIn,
}: {
  busy: boolean;
  onPlugIn: (vehicleId: string | undefined) => void;
}) {
  const [opened, setOpened] = useState(false);
  const [vehicle, setVehicle] = useState<string | null>('');
  const vehicles = useQuery({ queryKey: ['vehicles'], queryFn: listVehicles, enabled: opened });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpened(false);
    onPlugIn(vehicle || undefined);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button leftSection={<Plug size={13} />} loading={busy} onClick={() => setOpened(!opened)}>
          Plug in
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={css.popover}>
          <Select
            label="Vehicle"
            searchable
            data-autofocus
            comboboxProps={{ withinPortal: false }}
            error={vehicles.isError ? messageOf(vehicles.error) : undefined}
            data={[
              { value: '', label: 'Any car, 60 kWh' },
              ...(vehicles.data ?? []).map((each) => ({
                value: each.id,
                label: `${each.id} ${each.model ?? ''} · ${each.idTag} · ${Math.round(each.socPercent)} %`,
              })),
            ]}
            value={vehicle}
            onChange={setVehicle}
          />
          <Button type="submit" variant="filled">
            Plug in
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function TagButton({
  evse,
  busy,
  onPresent,
}: {
  evse: Evse;
  busy: boolean;
  onPresent: (idTag: string) => void;
}) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const vehicles = useQuery({ queryKey: ['vehicles'], queryFn: listVehicles, enabled: opened });
  // The tag that ends the session, or the one that the plugged-in car carries.
  const likely =
    evse.transaction?.idTag ?? vehicles.data?.find((each) => each.id === evse.vehicle?.id)?.idTag ?? '';
  const tag = typed ?? likely;
  const valid = /^[\x20-\x7e]{1,20}$/.test(tag);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    setOpened(false);
    setTyped(null);
    onPresent(tag);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button leftSection={<CreditCard size={13} />} loading={busy} onClick={() => setOpened(!opened)}>
          Present tag
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={css.popover}>
          <TextInput
            label="idTag"
            data-autofocus
            list={`tags-${evse.id}`}
            value={tag}
            error={tag && !valid ? '1 to 20 printable ASCII characters' : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <datalist id={`tags-${evse.id}`}>
            {vehicles.data?.map((each) => (
              <option key={each.id} value={each.idTag}>
                {each.id}
              </option>
            ))}
          </datalist>
          <Button type="submit" variant="filled" disabled={!valid}>
            Present
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
