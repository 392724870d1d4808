import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import { fieldErrors } from '../api/problem';

/**
 * A form that is sent with `send`; what the server refuses is shown at the field that it is about. `fields` has the
 * form's name for each name of the API that is another one.
 */
export function useApiForm<Form extends FieldValues, Made>(
  defaultValues: DefaultValues<Form>,
  send: (form: Form) => Promise<Made>,
  done: (made: Made) => void,
  fields: Readonly<Record<string, Path<Form>>> = {},
) {
  const form = useForm<Form>({ defaultValues });
  const [others, setOthers] = useState<[string, string][]>([]);
  const call = useMutation({
    mutationFn: send,
    onSuccess: done,
    onError: (error, values) => {
      const left: [string, string][] = [];
      let first = true;
      for (const [name, message] of Object.entries(fieldErrors(error))) {
        const field = fields[name] ?? (name in values ? (name as Path<Form>) : undefined);
        if (!field) left.push([name, message]);
        else form.setError(field, { type: 'server', message }, { shouldFocus: first });
        if (field) first = false;
      }
      setOthers(left);
    },
  });
  // What the server said of the last try is gone with the next one, also when that does not get as far as the server.
  const submit = form.handleSubmit((values) => call.mutate(values), call.reset);
  return { form, submit, pending: call.isPending, error: call.error, others };
}
