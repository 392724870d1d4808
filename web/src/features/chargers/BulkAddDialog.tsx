import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Controller } from 'react-hook-form';
import { createMany, listModels } from '../../api/libraryCalls';
import { messageOf } from '../../api/problem';
import { listLocations } from '../../api/siteCalls';
import type { BulkCreated, BulkCreation } from '../../api/types';
import { Refusal } from '../../components/charger/Refusal';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { NumberField } from '../../components/NumberField';
import { showDone } from '../../components/toasts';
import { useApiForm } from '../../components/useApiForm';
import { count, kilowatts } from '../../lib/format';
import { BulkCheck } from './BulkCheck';
import { BulkOverrides } from './BulkOverrides';
import { type BulkForm, bulkFields, countRule, emptyBulk, mostAtOnce, toBulk } from './bulkForm';
import { endsOf, patternRule } from './idPattern';

/** Many chargers of one model of the library, all or none of them. */
export default function BulkAddDialog({ onClose }: { onClose: () => void }) {
  const models = useQuery({ queryKey: ['models'], queryFn: listModels, staleTime: Number.POSITIVE_INFINITY });
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const { form, submit, pending, error, others } = useApiForm<BulkForm, BulkCreated>(
    emptyBulk,
    (values) => createMany(toBulk(values) as BulkCreation),
    ({ created, firstId, lastId }) => {
      showDone(
        `${count(created)} ${created === 1 ? 'charger' : 'chargers'} created`,
        created === 1 ? firstId : `${firstId} to ${lastId}`,
      );
      onClose();
    },
    bulkFields,
  );
  const {
    register,
    control,
    formState: { errors },
  } = form;
  const values = form.watch();
  const model = models.data?.find(({ id }) => id === values.model);
  return (
    <Dialog onClose={onClose} title="Add many chargers" size={560}>
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
            max={mostAtOnce}
            allowDecimal={false}
            hideControls={false}
            rules={{ validate: (value) => countRule(Number(value)) }}
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
        <BulkCheck request={toBulk(values)} ends={endsOf(values.idPattern, Number(values.count))} />
        <BulkOverrides form={form} model={model} />
        <Checkbox label="Start them now" {...register('start')} />
        {error && <Refusal error={error} others={others} />}
        <div className={dialog.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={pending}>
            Add {Number(values.count) > 0 ? count(Number(values.count)) : ''}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
