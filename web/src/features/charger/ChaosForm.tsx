import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import type { FormEvent } from 'react';
import { injectChaos } from '../../api/calls';
import { fieldErrors, messageOf } from '../../api/problem';
import type { ChaosRequest, Charger } from '../../api/types';
import { ChaosFields, useChaosForm } from '../../components/chaos/ChaosFields';
import { useChaosKinds } from '../../components/chaos/useChaosKinds';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Failure } from '../../components/States';
import css from './actions.module.css';

/** Choose a kind, its parameters, inject. */
export function ChaosForm({ charger }: { charger: Charger }) {
  const kinds = useChaosKinds();
  const form = useChaosForm(kinds.data ?? []);
  const inject = useMutation({ mutationFn: (request: ChaosRequest) => injectChaos(charger.id, request) });
  if (kinds.isPending)
    return <SkeletonLines label="Loading the kinds of chaos" widths={[380, 380, 120]} height={30} gap={10} />;
  if (kinds.isError)
    return (
      <Failure
        what="The kinds of chaos could not be fetched"
        error={kinds.error}
        retry={() => void kinds.refetch()}
      />
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const request = form.request();
    if (request) inject.mutate(request);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <ChaosFields
        kinds={kinds.data}
        form={form}
        evses={charger.evses.map((evse) => evse.id)}
        errors={fieldErrors(inject.error)}
        onChange={inject.reset}
      />
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
          disabled={!form.valid}
        >
          Inject
        </Button>
      </div>
    </form>
  );
}
