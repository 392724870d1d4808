import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Charger } from '../../api/types';
import { type ChargerForm, serverErrors } from './chargerForm';

/** A charger's form that is sent with `send`; what the server refuses is shown at the fields it is about. */
export function useChargerForm(
  defaultValues: ChargerForm,
  send: (form: ChargerForm) => Promise<Charger>,
  done: (charger: Charger) => void,
) {
  const form = useForm<ChargerForm>({ defaultValues });
  const [others, setOthers] = useState<[string, string][]>([]);
  const call = useMutation({
    mutationFn: send,
    onSuccess: done,
    onError: (error, values) => {
      const refused = serverErrors(error, values);
      setOthers(refused.others);
      refused.fields.forEach(({ field, message }, i) => {
        form.setError(field, { type: 'server', message }, { shouldFocus: i === 0 });
      });
    },
  });
  // What the server said of the last try is gone with the next one, also when that does not get as far as the server.
  const submit = form.handleSubmit((values) => call.mutate(values), call.reset);
  return { form, submit, pending: call.isPending, error: call.error, others };
}
