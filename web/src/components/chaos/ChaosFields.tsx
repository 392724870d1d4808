import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import type { ChaosKind, ChaosKindInfo, ChaosRequest } from '../../api/types';
import css from './chaos.module.css';
import { allEvses, type ChaosValues, defaultsOf, problemOf, requestOf } from './chaosForm';

/** A kind, where, and its parameters, as the server's schema has them. */
export function useChaosForm(kinds: readonly ChaosKindInfo[]) {
  const [chosen, setChosen] = useState<ChaosKind>('disconnect');
  const [evseId, setEvseId] = useState(allEvses);
  // What was typed for a kind is still there when one comes back to it.
  const [typed, setTyped] = useState<Partial<Record<ChaosKind, ChaosValues>>>({});
  const kind = kinds.find((each) => each.kind === chosen) ?? kinds[0];
  const values: ChaosValues = kind ? { ...defaultsOf(kind), ...typed[kind.kind] } : {};
  const valid = kind?.parameters.every((each) => problemOf(each, values[each.name]) === null) ?? false;
  return {
    kind,
    values,
    evseId,
    valid,
    request: (): ChaosRequest | null => (kind && valid ? requestOf(kind, values, evseId) : null),
    choose: setChosen,
    setEvseId,
    set: (name: string, value: number | string) =>
      setTyped((former) => ({ ...former, [chosen]: { ...former[chosen], [name]: value } })),
  };
}

interface Props {
  kinds: readonly ChaosKindInfo[];
  form: ReturnType<typeof useChaosForm>;
  /** EVSEs to choose from. */
  evses: readonly number[];
  errors: Record<string, string>;
  onChange: () => void;
}

export function ChaosFields({ kinds, form, evses, errors, onChange }: Props) {
  const { kind, values } = form;
  if (!kind) return null;
  const whole = kind.scope === 'evse-or-charger' ? 'The charger' : 'Every EVSE';
  return (
    <>
      <div className={css.fields}>
        <Select
          label="Kind"
          data={kinds.map(({ kind: value, title }) => ({ value, label: title }))}
          value={kind.kind}
          maxDropdownHeight={420}
          error={errors.kind}
          onChange={(value) => {
            onChange();
            if (value) form.choose(value as ChaosKind);
          }}
        />
        {kind.scope !== 'charger' && (
          <Select
            label="Where"
            data={[
              { value: allEvses, label: whole },
              ...evses.map((id) => ({ value: String(id), label: `EVSE ${id}` })),
            ]}
            value={form.evseId}
            error={errors.evseId}
            onChange={(value) => value && form.setEvseId(value)}
          />
        )}
        {kind.parameters.map((each) =>
          each.choices ? (
            <Select
              key={each.name}
              label={each.title}
              data={each.choices}
              value={String(values[each.name])}
              error={errors[each.name]}
              onChange={(value) => value && form.set(each.name, value)}
            />
          ) : (
            <NumberInput
              key={each.name}
              label={each.title}
              suffix={each.unit ? ` ${each.unit}` : undefined}
              min={each.minimum ?? undefined}
              max={each.maximum ?? undefined}
              step={step(each.maximum)}
              clampBehavior="none"
              value={values[each.name]}
              error={errors[each.name] ?? problemOf(each, values[each.name])}
              onChange={(value) => form.set(each.name, value)}
            />
          ),
        )}
      </div>
      <p className="dim">
        {kind.description} {Number(values.durationSeconds) === 0 && 'It lasts until it is lifted.'}
      </p>
    </>
  );
}

const step = (maximum: number | null) => (maximum !== null && maximum <= 10 ? 0.1 : 10);
