import { ActionIcon, Button, NumberInput, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dices, Play, RotateCcw } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { fieldErrors, messageOf } from '../../api/problem';
import { runScenario } from '../../api/scenarioCalls';
import type { Location, Scenario } from '../../api/types';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { useFleet } from '../../live/live';
import {
  addressOf,
  changedOf,
  drawSeed,
  durationProblem,
  type FieldValue,
  formOf,
  isValid,
  type RunForm,
  requestOf,
  seedProblem,
} from './formModel';
import { ParameterField } from './ParameterField';
import css from './scenarios.module.css';
import type { ScenariosSearch } from './search';
import { span } from './seconds';
import { OwnTools } from './written/OwnTools';

const presets = [60, 600, 3600, 86_400];

interface Props {
  scenario: Scenario;
  location: Location;
  search: ScenariosSearch;
  update: (change: Partial<ScenariosSearch>, replace?: boolean) => void;
  /** Another one, by its name; the first without. */
  onChoose: (name: string | undefined) => void;
}

/** The form of a scenario, made from what the server says of its parameters. The address has what was changed. */
export function RunFormPanel({ scenario, location, search, update, onChoose }: Props) {
  const [form, setForm] = useState<RunForm>(() =>
    formOf(scenario, { seed: search.seed, durationSeconds: search.duration, values: search.with }),
  );
  const [touched, setTouched] = useState(false);
  const fleet = useFleet();
  const running = (fleet?.locationId === location.id && fleet.scenario) || null;
  const run = useMutation({
    mutationFn: () => runScenario(location.id, requestOf(scenario, form)),
    onSuccess: () =>
      update(
        { ...addressOf(scenario, form), show: 'run', q: undefined, about: undefined, origin: undefined },
        false,
      ),
  });
  useAddress(scenario, form, update);

  const errors = fieldErrors(run.error);
  const others = Object.entries(errors).filter(
    ([name]) =>
      name !== 'seed' &&
      name !== 'durationSeconds' &&
      !scenario.parameters.some((field) => `parameters.${field.name}` === name),
  );
  const set = (change: Partial<RunForm>) => {
    run.reset();
    setTouched(true);
    setForm((former) => ({ ...former, ...change }));
  };
  const setValue = (name: string, value: FieldValue) => {
    run.reset();
    setTouched(true);
    setForm((former) => ({ ...former, values: { ...former.values, [name]: value } }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid(scenario, form)) run.mutate();
  };
  const changed = Object.keys(changedOf(scenario, form.values)).length;

  return (
    <form onSubmit={submit} noValidate className={css.form}>
      <div className={css.intro}>
        <div className="row">
          <h2 className="ellipsis">{scenario.title}</h2>
          {!scenario.builtIn && (
            <OwnTools scenario={scenario} onSaved={onChoose} onDeleted={() => onChoose(undefined)} />
          )}
        </div>
        <p className="dim">{scenario.description}</p>
      </div>
      <fieldset className={css.group}>
        <legend>Run</legend>
        <NumberInput
          label="Duration"
          description={durationWords(form.durationSeconds, scenario.durationSeconds)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          suffix=" s"
          thousandSeparator=","
          allowDecimal={false}
          hideControls
          clampBehavior="none"
          value={form.durationSeconds}
          error={errors.durationSeconds ?? durationProblem(form.durationSeconds)}
          onChange={(durationSeconds) => set({ durationSeconds })}
        />
        <NumberInput
          label="Seed"
          description="The same seed with the same settings plans the same run. Empty: a fresh one."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder="drawn at the start"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          clampBehavior="none"
          value={form.seed}
          error={errors.seed ?? seedProblem(form.seed)}
          onChange={(seed) => set({ seed })}
          rightSection={
            <Tooltip label="Draw a new seed">
              <ActionIcon size={22} aria-label="Draw a new seed" onClick={() => set({ seed: drawSeed() })}>
                <Dices size={14} />
              </ActionIcon>
            </Tooltip>
          }
        />
        <div className={css.presets}>
          <span className="label">Presets</span>
          {presets.map((seconds) => (
            <button
              key={seconds}
              type="button"
              className={css.preset}
              aria-pressed={Number(form.durationSeconds) === seconds}
              onClick={() => set({ durationSeconds: seconds })}
            >
              {span(seconds)}
            </button>
          ))}
        </div>
      </fieldset>
      {scenario.parameters.length > 0 && (
        <fieldset className={css.group}>
          <legend>Parameters {changed > 0 && <span className="dim">{changed} changed</span>}</legend>
          {scenario.parameters.map((field) => (
            <ParameterField
              key={field.name}
              field={field}
              value={form.values[field.name]}
              error={errors[`parameters.${field.name}`]}
              onChange={(value) => setValue(field.name, value)}
            />
          ))}
        </fieldset>
      )}
      {run.error && (
        <p role="alert" className={css.warning}>
          {others.length > 0
            ? others.map(([name, message]) => `${name} ${message}`).join('; ')
            : messageOf(run.error)}
        </p>
      )}
      <div className={css.bar}>
        {running ? (
          <p className="grow dim">
            {running.title} is running here.{' '}
            <Link
              from="/scenarios"
              to="/scenarios"
              search={(former) => ({ ...former, show: 'run' as const })}
            >
              See the run
            </Link>
          </p>
        ) : (
          <p className="grow dim">
            Acts on <strong>{count(location.chargerCount)}</strong>{' '}
            {location.chargerCount === 1 ? 'charger' : 'chargers'} of {location.name}: they are switched on,
            and when it ends its cars leave and its disturbances are lifted.
          </p>
        )}
        {touched && (
          <Button
            leftSection={<RotateCcw size={13} />}
            onClick={() => {
              run.reset();
              setForm(formOf(scenario));
            }}
          >
            Defaults
          </Button>
        )}
        <WhileOnline>
          <Button
            type="submit"
            variant="filled"
            leftSection={<Play size={13} />}
            loading={run.isPending}
            disabled={!isValid(scenario, form) || running !== null}
          >
            Run
          </Button>
        </WhileOnline>
      </div>
    </form>
  );
}

const durationWords = (typed: number | string, usual: number) =>
  Number(typed) === usual || !(Number(typed) >= 1)
    ? `Usually ${span(usual)}`
    : `${span(Number(typed))}; usually ${span(usual)}`;

/** Writes the form to the address a moment after the last key, so that a link repeats it. */
function useAddress(scenario: Scenario, form: RunForm, update: Props['update']): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => update(addressOf(scenario, form)), 200);
    return () => clearTimeout(timer);
  }, [scenario, form, update]);
}
