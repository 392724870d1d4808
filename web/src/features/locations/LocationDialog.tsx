import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { createLocation, updateLocation } from '../../api/siteCalls';
import type { Location } from '../../api/types';
import { Refusal } from '../../components/charger/Refusal';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { NumberField } from '../../components/NumberField';
import { showDone } from '../../components/toasts';
import { useApiForm } from '../../components/useApiForm';
import { fields, formOf, type LocationForm, rules, timeZones, toPatch, toRequest } from './locationForm';

/** A new location, or a change of one. */
export default function LocationDialog({
  location,
  onClose,
}: {
  location: Location | null;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  // As it was when the dialog opened: what is live moves on meanwhile.
  const [before] = useState(() => formOf(location));
  const [zones] = useState(timeZones);
  const { form, submit, pending, error, others } = useApiForm<LocationForm, Location>(
    before,
    (values) =>
      location ? updateLocation(location.id, toPatch(values, before)) : createLocation(toRequest(values)),
    (made) => {
      void queries.invalidateQueries({ queryKey: ['locations'] });
      showDone(`${made.name} ${location ? 'changed' : 'created'}`);
      onClose();
    },
    fields,
  );
  const {
    register,
    control,
    formState: { errors, isDirty },
  } = form;
  const relinks = location && location.connectedCount > 0 && form.watch('csmsUrl') !== before.csmsUrl;
  return (
    <Dialog onClose={onClose} title={location ? `Edit ${location.name}` : 'New location'} size={520}>
      <form onSubmit={submit} noValidate className={dialog.stack}>
        <TextInput
          label="Name"
          required
          data-autofocus
          error={errors.name?.message}
          {...register('name', rules.name)}
        />
        <TextInput label="Address" error={errors.address?.message} {...register('address', rules.address)} />
        <div className={dialog.fields}>
          <NumberField control={control} name="latitude" label="Latitude" suffix="°" rules={rules.latitude} />
          <NumberField
            control={control}
            name="longitude"
            label="Longitude"
            suffix="°"
            rules={rules.longitude}
          />
          <Controller
            control={control}
            name="timeZone"
            render={({ field, fieldState }) => (
              <Select
                {...field}
                label="Time zone"
                searchable
                limit={60}
                data={zones.includes(field.value) ? zones : [field.value, ...zones]}
                nothingFoundMessage="No such time zone"
                error={fieldState.error?.message}
              />
            )}
          />
        </div>
        <TextInput
          label="CSMS address"
          description="For its chargers without one of their own; without it they connect to the embedded CSMS"
          placeholder="ws://host:port/path"
          error={errors.csmsUrl?.message}
          {...register('csmsUrl', rules.csmsUrl)}
        />
        <NumberField
          control={control}
          name="gridLimitKw"
          label="Grid limit"
          description="What the site's connection to the grid can carry"
          suffix=" kW"
          placeholder="none"
          min={0}
          decimalScale={3}
          thousandSeparator=","
          rules={rules.gridLimitKw}
        />
        <Checkbox
          label="Load management"
          description="The chargers share the grid limit; without it they take what they want"
          error={errors.loadManagement?.message}
          {...register('loadManagement')}
        />
        <Checkbox
          label="Durable log"
          description="The logs of its chargers are kept in files on the disk as well"
          error={errors.durableLog?.message ?? location?.durableLogProblem}
          {...register('durableLog')}
        />
        {error && <Refusal error={error} others={others} />}
        <div className={dialog.buttons}>
          <span className="dim grow">
            {relinks && 'Its chargers without an address of their own reconnect to the new one.'}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={pending} disabled={location !== null && !isDirty}>
            {location ? 'Save' : 'Create'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
