import { Select, TextInput } from '@mantine/core';
import { Controller, type UseFormReturn } from 'react-hook-form';
import type { ChargerModel } from '../../api/types';
import dialog from '../../components/dialog.module.css';
import { NumberField } from '../../components/NumberField';
import { securityProfiles } from '../../lib/securityProfiles';
import css from './bulk.module.css';
import { type BulkForm, csmsUrlRule, needsPassword, passwordRule } from './bulkForm';

/** In what the chargers differ from their model; what it says stands in the empty fields. */
export function BulkOverrides({
  form,
  model,
}: {
  form: UseFormReturn<BulkForm>;
  model: ChargerModel | undefined;
}) {
  const {
    control,
    register,
    formState: { errors },
  } = form;
  const withPassword = needsPassword(form.watch('securityProfile'));
  return (
    <fieldset className={css.overrides}>
      <legend>Where they differ from the model</legend>
      <TextInput
        label="CSMS address"
        description="Without one they connect to their location's, else to the embedded CSMS"
        placeholder="ws://host:port/path"
        error={errors.csmsUrl?.message}
        {...register('csmsUrl', { validate: csmsUrlRule })}
      />
      <div className={dialog.fields}>
        <TextInput
          label="Vendor"
          placeholder={model?.vendor}
          error={errors.vendor?.message}
          {...register('vendor')}
        />
        <TextInput
          label="Firmware"
          placeholder={model?.firmwareVersion}
          error={errors.firmwareVersion?.message}
          {...register('firmwareVersion')}
        />
        <NumberField
          control={control}
          name="meterIntervalSeconds"
          label="Meter values every"
          placeholder={model ? `${model.meterIntervalSeconds} s` : undefined}
          suffix=" s"
          min={0}
          allowDecimal={false}
        />
        <Controller
          control={control}
          name="securityProfile"
          render={({ field, fieldState }) => (
            <Select
              {...field}
              label="Security profile"
              data={[
                { value: '', label: 'As the model' },
                ...securityProfiles.map((name, number) => ({
                  value: String(number),
                  label: `${number} · ${name}`,
                })),
              ]}
              error={fieldState.error?.message}
            />
          )}
        />
      </div>
      {withPassword && (
        <TextInput
          label="Password of all of them"
          description="32 to 40 hexadecimal digits; each can be given its own later"
          required
          classNames={{ input: 'mono' }}
          autoComplete="off"
          error={errors.password?.message}
          {...register('password', { validate: passwordRule, shouldUnregister: true })}
        />
      )}
    </fieldset>
  );
}
