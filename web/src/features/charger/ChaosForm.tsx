import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { injectChaos } from '../../api/calls';
import { fieldErrors, messageOf } from '../../api/problem';
import type { ChaosKind, ChargePointErrorCode, Charger } from '../../api/types';
import { chaosKinds, errorCodes } from '../../lib/chaos';
import css from './actions.module.css';

/** Choose a kind, its parameters, inject. */
export function ChaosForm({ charger }: { charger: Charger }) {
  const [kind, setKind] = useState<ChaosKind>('disconnect');
  const [evseId, setEvseId] = useState('1');
  const [seconds, setSeconds] = useState<number | string>(60);
  const [errorCode, setErrorCode] = useState<ChargePointErrorCode>('GroundFailure');
  const info = chaosKinds.find((each) => each.kind === kind);
  const inject = useMutation({
    mutationFn: () =>
      injectChaos(charger.id, {
        kind,
        durationSeconds: Number(seconds),
        ...(info?.evse && { evseId: Number(evseId) }),
        ...(info?.errorCode && { errorCode }),
      }),
  });
  const errors = fieldErrors(inject.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    inject.mutate();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.fields}>
        <Select
          label="Kind"
          data={chaosKinds.map(({ kind: value, name }) => ({ value, label: name }))}
          value={kind}
          error={errors.kind}
          onChange={(value) => {
            inject.reset();
            if (value) setKind(value as ChaosKind);
          }}
        />
        {info?.evse && (
          <Select
            label="EVSE"
            data={charger.evses.map((evse) => ({ value: String(evse.id), label: `EVSE ${evse.id}` }))}
            value={evseId}
            error={errors.evseId}
            onChange={(value) => value && setEvseId(value)}
          />
        )}
        {info?.errorCode && (
          <Select
            label="Error code"
            data={errorCodes}
            value={errorCode}
            error={errors.errorCode}
            onChange={(value) => value && setErrorCode(value)}
          />
        )}
        <NumberInput
          label="Duration"
          suffix=" s"
          min={0}
          max={86_400}
          allowDecimal={false}
          value={seconds}
          error={errors.durationSeconds}
          onChange={setSeconds}
        />
      </div>
      <p className="dim">
        {info?.effect} {Number(seconds) === 0 && 'It lasts until it is lifted.'}
      </p>
      {inject.error && (
        <p role="alert" className={css.bad}>
          {messageOf(inject.error)}
        </p>
      )}
      <div>
        <Button
          type="submit"
          variant="filled"
          leftSection={<Siren size={13} />}
          loading={inject.isPending}
          disabled={seconds === ''}
        >
          Inject
        </Button>
      </div>
    </form>
  );
}
