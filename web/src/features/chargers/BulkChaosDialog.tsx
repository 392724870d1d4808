import { Button, NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { injectChaosInMany } from '../../api/calls';
import { fieldErrors, messageOf } from '../../api/problem';
import type { ChaosRequest } from '../../api/types';
import { ChaosFields, useChaosForm } from '../../components/chaos/ChaosFields';
import css from '../../components/chaos/chaos.module.css';
import { useChaosKinds } from '../../components/chaos/useChaosKinds';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Failure } from '../../components/States';
import { count } from '../../lib/format';
import type { Refused } from './bulkJob';

interface Props {
  ids: readonly string[];
  /** The most EVSEs that one of them has. */
  evses: number;
  onDone: (title: string, injected: number, refused: Refused[]) => void;
  onClose: () => void;
}

/** One kind of chaos for all selected chargers; where it cannot apply is told afterwards. */
export default function BulkChaosDialog({ ids, evses, onDone, onClose }: Props) {
  const kinds = useChaosKinds();
  const form = useChaosForm(kinds.data ?? []);
  const many = `${count(ids.length)} ${ids.length === 1 ? 'charger' : 'chargers'}`;
  const [percent, setPercent] = useState<number | string>(100);
  const share = Number(percent) / 100;
  const shareProblem = percent !== '' && share > 0 && share <= 1 ? null : 'More than 0, at most 100 %';
  const inject = useMutation({
    mutationFn: (request: ChaosRequest) => injectChaosInMany([...ids], share, request),
    onSuccess: ({ injected, refused }) => onDone(form.kind?.title ?? 'Chaos', injected, refused),
  });
  // What is wrong with the one in the request, without its place in it.
  const errors = Object.fromEntries(
    Object.entries(fieldErrors(inject.error)).map(([path, message]) => [
      path.replace(/^chaos\[0\]\./, ''),
      message,
    ]),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const request = form.request();
    if (request) inject.mutate(request);
  };
  return (
    <Dialog onClose={onClose} title={`Chaos on ${many}`} size={620}>
      {kinds.isPending && (
        <SkeletonLines label="Loading the kinds of chaos" widths={[380, 380, 120]} height={30} gap={10} />
      )}
      {kinds.isError && (
        <Failure
          what="The kinds of chaos could not be fetched"
          error={kinds.error}
          retry={() => void kinds.refetch()}
        />
      )}
      {kinds.data && (
        <form onSubmit={submit} noValidate className={css.stack}>
          <ChaosFields
            kinds={kinds.data}
            form={form}
            evses={Array.from({ length: evses }, (_, i) => i + 1)}
            errors={errors}
            onChange={inject.reset}
          />
          {ids.length > 1 && (
            <NumberInput
              label="Share"
              description={
                shareProblem
                  ? 'Of the selected chargers'
                  : `${count(Math.max(1, Math.round(share * ids.length)))} of ${many}, drawn at random`
              }
              suffix=" %"
              allowedDecimalSeparators={['.', ',']}
              clampBehavior="none"
              value={percent}
              error={errors.share ?? shareProblem}
              onChange={(value) => {
                inject.reset();
                setPercent(value);
              }}
            />
          )}
          {inject.error && (
            <p role="alert" className={css.bad}>
              {messageOf(inject.error)}
            </p>
          )}
          <div className={dialog.buttons}>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="filled"
              color="red.8"
              leftSection={<Siren size={13} />}
              loading={inject.isPending}
              disabled={!form.valid || shareProblem !== null}
            >
              Inject
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
