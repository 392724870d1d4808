import { Button, Checkbox, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { listQuirks } from '../../api/libraryCalls';
import { messageOf } from '../../api/problem';
import type { ChargerForm } from './chargerForm';
import css from './fields.module.css';

/** What the charger does otherwise than the specification has it, or than most do. */
export function QuirkFields({ form }: { form: UseFormReturn<ChargerForm> }) {
  const query = useQuery({ queryKey: ['quirks'], queryFn: listQuirks, staleTime: Number.POSITIVE_INFINITY });
  const chosen = form.watch('quirks');
  const [some] = useState(chosen.length > 0);
  const error = form.formState.errors.quirks?.message;
  return (
    <details className={css.quirks} open={some || error !== undefined || undefined}>
      <summary>Quirks{chosen.length > 0 && `: ${chosen.length}`}</summary>
      {query.isError ? (
        <p role="alert" className={css.bad}>
          The quirks could not be loaded: {messageOf(query.error)}{' '}
          <Button size="compact-xs" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </p>
      ) : !query.data ? (
        <Skeleton height={80} />
      ) : (
        <Controller
          control={form.control}
          name="quirks"
          render={({ field: { ref: _, ...field } }) => (
            <Checkbox.Group {...field} error={error}>
              <div className={css.quirkList}>
                {query.data.map(({ name, summary }) => (
                  <Checkbox key={name} value={name} label={name} description={summary} />
                ))}
              </div>
            </Checkbox.Group>
          )}
        />
      )}
    </details>
  );
}
