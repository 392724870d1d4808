import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import { type CallSchema, fieldValue, isScalar, type Payload, withField } from './callSchema';
import css from './csms.module.css';

interface Props {
  schema: CallSchema;
  payload: Payload;
  errors: Record<string, string>;
  onChange: (payload: Payload) => void;
}

/** One input per field of the request: required ones first, nested ones as JSON. */
export function CallFields({ schema, payload, errors, onChange }: Props) {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).sort(
    ([a], [b]) => Number(required.has(b)) - Number(required.has(a)),
  );
  if (fields.length === 0) return <p className="dim">This call has no fields.</p>;
  return (
    <div className={css.fields}>
      {fields.map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          required={required.has(name)}
          value={payload[name]}
          error={errors[name]}
          onChange={(value) => onChange(withField(payload, name, value))}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  name: string;
  schema: CallSchema;
  required: boolean;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
}

function Field({ name, schema, required, value, error, onChange }: FieldProps) {
  const common = { label: name, withAsterisk: required, error };
  if (!isScalar(schema)) return <JsonField {...common} value={value} onChange={onChange} />;
  const choices = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : null);
  const text = value === undefined ? '' : String(value);
  if (choices)
    return (
      <Select
        {...common}
        data={choices}
        clearable={!required}
        value={text || null}
        onChange={(next) => onChange(fieldValue(schema, next ?? ''))}
      />
    );
  const numeric = schema.type === 'integer' || schema.type === 'number';
  return (
    <TextInput
      {...common}
      inputMode={numeric ? 'decimal' : undefined}
      placeholder={schema.format === 'date-time' ? '2026-01-31T12:00:00Z' : required ? undefined : 'not sent'}
      value={text}
      onChange={(event) => onChange(fieldValue(schema, event.currentTarget.value))}
    />
  );
}

interface JsonFieldProps {
  label: string;
  withAsterisk: boolean;
  error: string | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** Keeps the text while it is no JSON yet. */
function JsonField({ value, error, onChange, ...rest }: JsonFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Textarea
      {...rest}
      className={css.wide}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      placeholder="not sent"
      value={text}
      error={problem ?? error}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        try {
          onChange(next.trim() === '' ? undefined : JSON.parse(next));
          setProblem(null);
        } catch (failure) {
          setProblem(messageOf(failure));
        }
      }}
    />
  );
}
