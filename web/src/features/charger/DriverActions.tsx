import { Autocomplete, Button, Popover, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CreditCard, Plug, Square, Unplug } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { plugIn, presentTag, stopTransaction, unplug } from '../../api/calls';
import { messageOf } from '../../api/problem';
import { listVehicles } from '../../api/siteCalls';
import type { Charger, Evse, Vehicle } from '../../api/types';
import { WhileOnline } from '../../components/WhileOnline';
import { percent } from '../../lib/format';
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
        <WhileOnline>
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
              Stop session
            </Button>
          )}
          {can.unplug && (
            <Button
              leftSection={<Unplug size={13} />}
              title={can.unplug === 'ev' ? 'Pulls the cable at the car' : 'Pulls the cable at the EVSE'}
              loading={act.isPending}
              onClick={() => act.mutate(() => unplug(id, evse.id, can.unplug ?? 'evse'))}
            >
              {can.unplug === 'ev' ? 'Unplug car' : 'Unplug'}
            </Button>
          )}
        </WhileOnline>
      </div>
      {act.error && (
        <p role="alert" className={css.refusal}>
          {messageOf(act.error)}
        </p>
      )}
    </div>
  );
}

/** A car to choose; one that is plugged in somewhere is shown there, and cannot be. */
const carOption = ({ id, model, idTag, socPercent, pluggedInAt: at }: Vehicle) => ({
  value: id,
  label: `${id} ${model ?? ''} · ${idTag} · ${percent(at?.socPercent ?? socPercent)}${
    at ? ` · at ${at.chargerId} #${at.evseId}` : ''
  }`,
  disabled: at !== null,
});

const freeFirst = (a: Vehicle, b: Vehicle): number =>
  Number(a.pluggedInAt !== null) - Number(b.pluggedInAt !== null);

function PlugInButton({
  busy,
  onPlugIn,
}: {
  busy: boolean;
  onPlugIn: (vehicleId: string | undefined) => void;
}) {
  const [opened, setOpened] = useState(false);
  const [vehicle, setVehicle] = useState<string | null>('');
  const vehicles = useQuery({
    queryKey: ['vehicles'],
    queryFn: () => listVehicles(),
    enabled: opened,
    // Cars come and go.
    staleTime: 0,
  });
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
            openOnFocus={false}
            data-autofocus
            comboboxProps={{ withinPortal: false, width: 400, position: 'bottom-start' }}
            error={vehicles.isError ? messageOf(vehicles.error) : undefined}
            data={[
              { value: '', label: 'Any car, 60 kWh' },
              ...[...(vehicles.data ?? [])].sort(freeFirst).map(carOption),
            ]}
            value={vehicle}
            onChange={setVehicle}
            onFocus={(event) => event.currentTarget.select()}
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
  const vehicles = useQuery({ queryKey: ['vehicles'], queryFn: () => listVehicles(), enabled: opened });
  // The tag that ends the session, or the one that the plugged-in car carries.
  const likely =
    evse.transaction?.idTag ?? vehicles.data?.find((each) => each.id === evse.vehicle?.id)?.idTag ?? '';
  const tag = typed ?? likely;
  const field = useRef<HTMLInputElement>(null);
  // What is proposed is selected, so that typing replaces it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the proposal may come after the focus
  useEffect(() => {
    if (typed === null && document.activeElement === field.current) field.current?.select();
  }, [likely]);
  const valid = /^[\x20-\x7e]{1,20}$/.test(tag);
  const toggle = (open: boolean) => {
    setOpened(open);
    setTyped(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    toggle(false);
    onPresent(tag);
  };
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button leftSection={<CreditCard size={13} />} loading={busy} onClick={() => toggle(!opened)}>
          Present tag
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={css.popover}>
          <Autocomplete
            ref={field}
            label="idTag"
            openOnFocus={false}
            data-autofocus
            comboboxProps={{ withinPortal: false }}
            data={[...new Set((vehicles.data ?? []).map((each) => each.idTag))]}
            limit={8}
            value={tag}
            error={tag && !valid ? '1 to 20 printable ASCII characters' : undefined}
            onChange={setTyped}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button type="submit" variant="filled" disabled={!valid}>
            Present
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
