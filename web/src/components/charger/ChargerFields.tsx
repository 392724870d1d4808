import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form';
import dialog from '../dialog.module.css';
import { type ChargerForm, type EvseForm, evseKinds, labelOf, rules } from './chargerForm';
import css from './fields.module.css';
import { QuirkFields } from './QuirkFields';
import { SecurityFields } from './SecurityFields';

interface Props {
  form: UseFormReturn<ChargerForm>;
  /** Whether there is a password already; undefined when that is not known. */
  passwordSet: boolean | undefined;
}

/** The fields of a charger besides its id, for creating and for editing one. */
export function ChargerFields({ form, passwordSet }: Props) {
  const {
    register,
    formState: { errors },
  } = form;
  return (
    <>
      <div className={css.two}>
        <TextInput label="Vendor" error={errors.vendor?.message} {...register('vendor', rules.vendor)} />
        <TextInput label="Model" error={errors.model?.message} {...register('model', rules.model)} />
        <TextInput
          label="Serial number"
          error={errors.serialNumber?.message}
          {...register('serialNumber', rules.serialNumber)}
        />
        <TextInput
          label="Firmware"
          error={errors.firmwareVersion?.message}
          {...register('firmwareVersion', rules.firmwareVersion)}
        />
      </div>
      <TextInput
        label="CSMS address"
        description="Without one it connects to its location's, else to the embedded CSMS"
        placeholder="ws://host:port/path"
        error={errors.csmsUrl?.message}
        {...register('csmsUrl', rules.csmsUrl)}
      />
      <EvseFields form={form} />
      <fieldset className={css.behaviour}>
        <legend>Behaviour</legend>
        <div className={dialog.fields}>
          <Numeric form={form} name="meterIntervalSeconds" label="Meter values every" suffix=" s" />
          <Numeric form={form} name="maxReconnectAttempts" label="Reconnect attempts" placeholder="no cap" />
          <Numeric
            form={form}
            name="maxReconnectMinutes"
            label="Reconnect for"
            suffix=" min"
            placeholder="no cap"
          />
        </div>
        <div className={css.two}>
          <Checkbox label="Authorize before a transaction starts" {...register('authorizeBeforeStart')} />
          <Checkbox label="BootNotification after every reconnect" {...register('bootOnReconnect')} />
          <Checkbox
            label="Resume a transaction after a power loss"
            description="Otherwise it stops with reason PowerLoss once the power is back"
            {...register('resumeAfterPowerLoss')}
          />
          <Checkbox
            label="Backup power"
            description="Reports a power loss before going down, which stops its transactions"
            {...register('backupPower')}
          />
        </div>
      </fieldset>
      <SecurityFields form={form} passwordSet={passwordSet} />
      <QuirkFields form={form} />
    </>
  );
}

interface NumericProps {
  form: UseFormReturn<ChargerForm>;
  name: 'meterIntervalSeconds' | 'maxReconnectAttempts' | 'maxReconnectMinutes';
  label: string;
  suffix?: string;
  placeholder?: string;
}

const Numeric = ({ form, name, ...rest }: NumericProps) => (
  <Controller
    control={form.control}
    name={name}
    render={({ field, fieldState }) => (
      <NumberInput
        {...rest}
        {...field}
        min={0}
        allowDecimal={false}
        hideControls
        error={fieldState.error?.message}
      />
    )}
  />
);

function EvseFields({ form }: { form: UseFormReturn<ChargerForm> }) {
  const { control, setValue } = form;
  const { fields, append, remove } = useFieldArray({ control, name: 'evses' });
  const kindsOf = ({ former, kind }: EvseForm) => [
    ...(kind === 'other' && former ? [{ value: 'other', label: labelOf(former) }] : []),
    ...evseKinds.map(({ value, label }) => ({ value, label })),
  ];
  return (
    <fieldset className={css.evses}>
      <legend>EVSEs</legend>
      {fields.map((evse, index) => (
        <div key={evse.id} className={css.evse}>
          <span className="tnum dim">{index + 1}</span>
          <Controller
            control={control}
            name={`evses.${index}.kind`}
            render={({ field }) => (
              <Select
                {...field}
                aria-label={`Kind of EVSE ${index + 1}`}
                data={kindsOf(evse)}
                onChange={(value) => {
                  field.onChange(value);
                  const chosen = evseKinds.find((kind) => kind.value === value);
                  if (chosen) setValue(`evses.${index}.maxPowerKw`, chosen.maxPowerKw);
                }}
              />
            )}
          />
          <Controller
            control={control}
            name={`evses.${index}.maxPowerKw`}
            rules={rules.maxPowerKw}
            render={({ field, fieldState }) => (
              <NumberInput
                {...field}
                aria-label={`Rated power of EVSE ${index + 1} in kW`}
                suffix=" kW"
                min={0.1}
                max={1000}
                decimalScale={3}
                error={fieldState.error?.message}
              />
            )}
          />
          <ActionIcon
            aria-label={`Remove EVSE ${index + 1}`}
            disabled={fields.length === 1}
            onClick={() => remove(index)}
          >
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        leftSection={<Plus size={13} />}
        variant="subtle"
        onClick={() => {
          const last = form.getValues('evses').at(-1) as EvseForm;
          append({ kind: last.kind, maxPowerKw: last.maxPowerKw, former: last.former });
        }}
      >
        Add an EVSE
      </Button>
    </fieldset>
  );
}
