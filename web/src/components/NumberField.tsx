import { NumberInput, type NumberInputProps } from '@mantine/core';
import { type Control, Controller, type FieldValues, type Path, type RegisterOptions } from 'react-hook-form';

interface Props<Form extends FieldValues> extends Omit<NumberInputProps, 'form'> {
  control: Control<Form>;
  name: Path<Form>;
  rules?: Pick<RegisterOptions<Form, Path<Form>>, 'required' | 'validate'>;
}

/** A number of a form; empty is ''. */
export const NumberField = <Form extends FieldValues>({ control, name, rules, ...rest }: Props<Form>) => (
  <Controller
    control={control}
    name={name}
    rules={rules}
    render={({ field, fieldState }) => (
      <NumberInput hideControls {...rest} {...field} error={fieldState.error?.message} />
    )}
  />
);
