import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type CallSchema, fieldValue, isLong, isWide } from './callSchema';
import css from './csms.module.css';

interface Props {
  label: string;
  /** What to enter, for a field that nothing can fill in beforehand. */
  hint?: string | undefined;
  required: boolean;
  error: string | undefined;
  schema: CallSchema;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** One input for a text, a number, an instant or a choice; what is left empty is not sent. */
export function ScalarField({ required, schema, value, hint, onChange, ...rest }: Props) {
  const common = { ...rest, withAsterisk: required, className: isWide(schema) ? css.wide : undefined };
  const numeric = schema.type === 'integer' || schema.type === 'number';
  const [typed, type] = useTyped(value, schema);
  const change = (text: string) => {
    type(text);
    onChange(fieldValue(schema, text));
  };
  const choices = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : null);
  if (choices)
    return (
      <Select
        {...common}
        data={choices}
        clearable={!required}
        value={value === undefined ? null : String(value)}
        onChange={(next) => onChange(fieldValue(schema, next ?? ''))}
      />
    );
  if (isLong(schema))
    return (
      <Textarea
        {...common}
        className={css.wide}
        autosize
        minRows={2}
        maxRows={10}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        placeholder={hint ?? (required ? undefined : 'not sent')}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      inputMode={numeric ? 'decimal' : undefined}
      placeholder={
        hint ?? (schema.format === 'date-time' ? '2026-01-31T12:00:00Z' : required ? undefined : 'not sent')
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** The text as it is typed: `8.` on the way to `8.5` is the number 8 already, and must not lose its point. */
function useTyped(value: unknown, schema: CallSchema): [string, (text: string) => void] {
  const [typed, type] = useState('');
  const same = fieldValue(schema, typed) === value;
  return [same ? typed : value === undefined ? '' : String(value), type];
}
