import { Button, Checkbox, PasswordInput, Select } from '@mantine/core';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { securityProfiles } from '../../lib/securityProfiles';
import { type ChargerForm, rules } from './chargerForm';
import css from './fields.module.css';

const choices = securityProfiles.map((name, profile) => ({
  value: String(profile),
  label: `${profile}, ${name}`,
}));

interface Props {
  form: UseFormReturn<ChargerForm>;
  passwordSet: boolean | undefined;
}

/** The security profile, and the password, which is written and never shown. */
export function SecurityFields({ form, passwordSet }: Props) {
  const { control, register, setValue, formState, watch } = form;
  const removed = watch('removePassword');
  const state = passwordSet === undefined ? '' : passwordSet ? 'Set; left empty it stays' : 'Not set';
  return (
    <fieldset className={css.behaviour}>
      <legend>Security</legend>
      <div className={css.secured}>
        <Controller
          control={control}
          name="securityProfile"
          render={({ field, fieldState }) => (
            <Select {...field} label="Security profile" data={choices} error={fieldState.error?.message} />
          )}
        />
        <Controller
          control={control}
          name="password"
          rules={removed ? {} : rules.password}
          render={({ field, fieldState }) => (
            <PasswordInput
              {...field}
              size="xs"
              label="Password (AuthorizationKey)"
              placeholder={state}
              autoComplete="new-password"
              disabled={removed}
              error={fieldState.error?.message}
            />
          )}
        />
      </div>
      <div className="row">
        <Button
          size="compact-xs"
          disabled={removed}
          onClick={() =>
            setValue('password', newKey(), { shouldDirty: true, shouldValidate: formState.isSubmitted })
          }
        >
          Make a password
        </Button>
        {passwordSet && (
          <Checkbox
            label="Remove the password"
            {...register('removePassword', { onChange: () => setValue('password', '') })}
          />
        )}
      </div>
    </fieldset>
  );
}

/** 20 random bytes in hexadecimal digits, the longest that AuthorizationKey can be. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
