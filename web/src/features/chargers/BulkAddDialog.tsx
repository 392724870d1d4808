import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Controller } from 'react-hook-form';
import { createMany, listModels } from '../../api/libraryCalls';
import { messageOf } from '../../api/problem';
import { listLocations } from '../../api/siteCalls';
import type { BulkCreated } from '../../api/types';
import { Refusal } from '../../components/charger/Refusal';
import dialog from '../../components/dialog.module.css';
import { NumberField } from '../../components/NumberField';
import { showDone } from '../../components/toasts';
import { useApiForm } from '../../components/useApiForm';
import { count, kilowatts } from '../../lib/format';
import { endsOf, patternRule } from './idPattern';

interface Form {
  model: string;
  count: number | string;
  idPattern: string;
  locationId: string;
  csmsUrl: string;
  start: boolean;
}

const empty: Form = { model: '', count: 10, idPattern: 'CP-{001}', locationId: '', csmsUrl: '', start: true };

/** Many chargers of one model of the library, all or none of them. */
export default function BulkAddDialog({ onClose }: { onClose: () => void }) {
  const models = useQuery({ queryKey: ['models'], queryFn: listModels, staleTime: Number.POSITIVE_INFINITY });
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const { form, submit, pending, error, others } = useApiForm<Form, BulkCreated>(
    empty,
    (values) =>
      createMany({
        model: values.model,
        count: Number(values.count),
        idPattern: values.idPattern,
        ...(values.locationId && { locationId: values.locationId }),
        start: values.start,
        ...(values.csmsUrl && { overrides: { csmsUrl: values.csmsUrl } }),
      }),
    ({ created, firstId, lastId }) => {
      showDone(
        `${count(created)} ${created === 1 ? 'charger' : 'chargers'} created`,
        `${firstId} to ${lastId}`,
      );
      onClose();
    },
    { 'overrides.csmsUrl': 'csmsUrl' },
  );
  const {
    register,
    control,
    formState: { errors },
  } = form;
  const [modelId, pattern, many] = form.watch(['model', 'idPattern', 'count']);
  const model = models.data?.find(({ id }) => id === modelId);
  const ends = endsOf(pattern, Number(many));
  return (
    <Modal opened onClose={onClose} title="Add many chargers" size={520}>
      <form onSubmit={submit} noValidate className={dialog.stack}>
        <Controller
          control={control}
          name="model"
          rules={{ required: 'A model is needed.' }}
          render={({ field, fieldState }) => (
            <Select
              {...field}
              value={field.value || null}
              label="Model"
              required
              searchable
              placeholder={models.isPending ? 'Loading the models…' : 'Choose one'}
              openOnFocus={false}
              data-autofocus
              data={(models.data ?? []).map((each) => ({
                value: each.id,
                label: `${each.vendor} ${each.model}, ${each.evses
                  .map(({ currentType, maxPowerW }) => `${currentType} ${kilowatts(maxPowerW)} kW`)
                  .join(' + ')}`,
              }))}
              error={models.isError ? messageOf(models.error) : fieldState.error?.message}
            />
          )}
        />
        {model && <p className="dim">{model.description}</p>}
        <div className={dialog.fields}>
          <NumberField
            control={control}
            name="count"
            label="How many"
            min={1}
            max={10_000}
            allowDecimal={false}
            hideControls={false}
            rules={{
              validate: (value) =>
                (Number(value) >= 1 && Number(value) <= 10_000) || '1 to 10,000 at a time.',
            }}
          />
          <TextInput
            label="Ids"
            required
            error={errors.idPattern?.message}
            {...register('idPattern', { validate: patternRule })}
          />
          <Controller
            control={control}
            name="locationId"
            render={({ field, fieldState }) => (
              <Select
                {...field}
                label="Location"
                data={[
                  { value: '', label: 'Active location' },
                  ...(locations.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
                ]}
                error={fieldState.error?.message}
              />
            )}
          />
        </div>
        <p className="dim">
          {ends
            ? `They are called ${ends}.`
            : 'The first number stands in braces: AC-{001} makes AC-001, AC-002 …'}
        </p>
        <TextInput
          label="CSMS address"
          description="Without one they connect to their location's, else to the embedded CSMS"
          placeholder="ws://host:port/path"
          error={errors.csmsUrl?.message}
          {...register('csmsUrl', {
            pattern: { value: /^wss?:\/\/[^\s]+$/, message: 'Starts with ws:// or wss://' },
          })}
        />
        <Checkbox label="Start them" {...register('start')} />
        {error && <Refusal error={error} others={others} />}
        <div className={dialog.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={pending}>
            Add {Number(many) > 0 ? count(Number(many)) : ''}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
