import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import type { ScenarioField } from '../../api/types';
import { type FieldValue, hintOf, problemOf } from './formModel';
import css from './scenarios.module.css';

interface Props {
  field: ScenarioField;
  value: FieldValue | undefined;
  /** What the server said of it. */
  error: string | undefined;
  onChange: (value: FieldValue) => void;
}

/** The field for a parameter, by its type, with its unit, range and default. */
export function ParameterField({ field, value, error, onChange }: Props) {
  const shared = {
    label: field.title,
    description: <Words field={field} />,
    error: error ?? problemOf(field, value),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as const,
  };
  switch (field.type) {
    case 'boolean':
      return (
        <Checkbox
          label={field.title}
          description={field.description}
          error={error}
          className={css.toggle}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          inputWrapperOrder={[...shared.inputWrapperOrder]}
          data={field.choices ?? []}
          value={String(value)}
          onChange={(next) => next !== null && onChange(next)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          inputWrapperOrder={[...shared.inputWrapperOrder]}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <NumberInput
          {...shared}
          inputWrapperOrder={[...shared.inputWrapperOrder]}
          suffix={field.unit ? ` ${field.unit}` : undefined}
          allowDecimal={field.type === 'number'}
          clampBehavior="none"
          hideControls
          value={value as number | string}
          onChange={onChange}
        />
      );
  }
}

function Words({ field }: { field: ScenarioField }) {
  const hint = hintOf(field);
  return (
    <>
      {field.description}
      {hint && <span className={css.hint}>{hint}</span>}
    </>
  );
}
