import { Button, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { createVehicle, updateVehicle } from '../../api/siteCalls';
import type { Vehicle } from '../../api/types';
import { rules as chargerRules } from '../../components/charger/chargerForm';
import { Refusal } from '../../components/charger/Refusal';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { NumberField } from '../../components/NumberField';
import { showDone } from '../../components/toasts';
import { useApiForm } from '../../components/useApiForm';
import { fields, formOf, rules, toPatch, toRequest, type VehicleForm } from './vehicleForm';

interface Props {
  vehicle: Vehicle | null;
  /** Where a new one is made; the active location when absent. */
  locationId?: string;
  onClose: () => void;
}

/** A new vehicle, or a change of one. */
export default function VehicleDialog({ vehicle, locationId, onClose }: Props) {
  const queries = useQueryClient();
  const [before] = useState(() => formOf(vehicle));
  const { form, submit, pending, error, others } = useApiForm<VehicleForm, Vehicle>(
    before,
    (values) =>
      vehicle
        ? updateVehicle(vehicle.id, toPatch(values, before))
        : createVehicle(toRequest(values, locationId)),
    (made) => {
      void queries.invalidateQueries({ queryKey: ['vehicles'] });
      showDone(`${made.id} ${vehicle ? 'changed' : 'created'}`);
      onClose();
    },
    fields,
  );
  const {
    register,
    control,
    formState: { errors, isDirty },
  } = form;
  return (
    <Dialog onClose={onClose} title={vehicle ? `Edit ${vehicle.id}` : 'New vehicle'} size={520}>
      <form onSubmit={submit} noValidate className={dialog.stack}>
        <div className={dialog.fields}>
          {!vehicle && (
            <TextInput
              label="Id"
              required
              data-autofocus
              error={errors.id?.message}
              {...register('id', chargerRules.id)}
            />
          )}
          <TextInput
            label="Tag"
            description={vehicle ? undefined : 'What its driver presents'}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            data-autofocus={vehicle ? true : undefined}
            error={errors.idTag?.message}
            {...register('idTag', rules.idTag)}
          />
          <TextInput label="Model" error={errors.model?.message} {...register('model', rules.model)} />
        </div>
        <div className={dialog.fields}>
          <NumberField
            control={control}
            name="batteryKwh"
            label="Usable battery"
            suffix=" kWh"
            placeholder="60 kWh"
            rules={rules.batteryKwh}
          />
          <NumberField
            control={control}
            name="socPercent"
            label="Charge on arrival"
            suffix=" %"
            placeholder="30 %"
            rules={rules.socPercent}
          />
          <NumberField
            control={control}
            name="taperFromPercent"
            label="Power falls from"
            suffix=" %"
            placeholder="80 %"
            rules={rules.taperFromPercent}
          />
          <NumberField
            control={control}
            name="chargeLimitPercent"
            label="Ends its charge at"
            suffix=" %"
            placeholder="100 %"
            rules={rules.chargeLimitPercent}
          />
          <NumberField
            control={control}
            name="batteryTemperatureC"
            label="Battery on arrival"
            suffix=" °C"
            placeholder="20 °C"
            rules={rules.batteryTemperatureC}
          />
          <NumberField
            control={control}
            name="maxAcPowerKw"
            label="AC at most"
            suffix=" kW"
            placeholder="11 kW"
            rules={rules.maxAcPowerKw}
          />
          <Controller
            control={control}
            name="phases"
            render={({ field, fieldState }) => (
              <Select {...field} label="AC phases" data={['1', '2', '3']} error={fieldState.error?.message} />
            )}
          />
          <NumberField
            control={control}
            name="maxDcPowerKw"
            label="DC at most"
            suffix=" kW"
            placeholder="120 kW"
            rules={rules.maxDcPowerKw}
          />
        </div>
        <p className="dim">0 kW means no inlet of that kind.</p>
        {error && <Refusal error={error} others={others} />}
        <div className={dialog.buttons}>
          <span className="dim grow">
            {vehicle?.pluggedInAt && 'It is plugged in: the change takes effect at its next plug-in.'}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={pending} disabled={vehicle !== null && !isDirty}>
            {vehicle ? 'Save' : 'Create'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
