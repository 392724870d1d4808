import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { callCharger } from '../../api/csmsCalls';
import { ApiError, fieldErrors, messageOf } from '../../api/problem';
import type { CallReport, CsmsAction } from '../../api/types';
import { isObject } from '../../lib/json';
import { CallFields } from './CallFields';
import { type CallSchema, type Payload, payloadPath } from './callSchema';
import css from './csms.module.css';

interface Props {
  id: string;
  online: boolean;
  action: CsmsAction;
  start: () => Payload;
  onSent: (payload: unknown, report: CallReport) => void;
}

/** The payload of one call, edited as a form or as JSON; what the server refuses can be sent all the same. */
export function CallEditor({ id, online, action, start, onSent }: Props) {
  const queries = useQueryClient();
  const [mode, setMode] = useState('form');
  const [payload, setPayload] = useState<Payload>(start);
  const [json, setJson] = useState('');
  const [jsonError, setJsonError] = useState<string | null>(null);
  const call = useMutation({
    mutationFn: ({ body, force }: { body: unknown; force: boolean }) =>
      callCharger(id, action.name, body, force),
    onSuccess: (report, { body }) => {
      onSent(body, report);
      void queries.invalidateQueries({ queryKey: ['csms'] });
    },
  });
  const invalid = call.error instanceof ApiError && call.error.status === 422;
  const problems = Object.entries(fieldErrors(call.error));
  const errors = Object.fromEntries(problems.map(([field, message]) => [payloadPath(field), message]));

  /** The payload as it stands; undefined, with the reason shown, for text that is no JSON. */
  const read = (): unknown => {
    if (mode === 'form') return payload;
    try {
      const value: unknown = JSON.parse(json);
      setJsonError(null);
      return value;
    } catch (error) {
      setJsonError(messageOf(error));
      return undefined;
    }
  };
  const send = (force: boolean) => {
    const body = read();
    if (body !== undefined) call.mutate({ body, force });
  };
  const switchTo = (next: string) => {
    if (next === 'json') setJson(JSON.stringify(payload, null, 2));
    else {
      const value = read();
      if (value === undefined) return;
      if (!isObject(value)) {
        setJsonError('A form needs an object.');
        return;
      }
      setPayload(value);
    }
    setMode(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };

  return (
    <form onSubmit={submit} className={css.editor}>
      <SegmentedControl
        size="xs"
        aria-label="Edit as"
        data={[
          { value: 'form', label: 'Form' },
          { value: 'json', label: 'JSON' },
        ]}
        value={mode}
        onChange={switchTo}
      />
      {mode === 'form' ? (
        <CallFields
          schema={action.request as CallSchema}
          payload={payload}
          errors={errors}
          onChange={(next) => {
            setPayload(next);
            call.reset();
          }}
        />
      ) : (
        <Textarea
          aria-label="Payload"
          autosize
          minRows={4}
          maxRows={24}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={json}
          error={jsonError}
          onChange={(event) => {
            setJson(event.currentTarget.value);
            call.reset();
          }}
        />
      )}
      {call.error && (
        <div role="alert" className={css.bad}>
          {messageOf(call.error)}
          {mode === 'json' &&
            problems.map(([field, message]) => (
              <div key={field}>
                <span className="mono">{field}</span>: {message}
              </div>
            ))}
        </div>
      )}
      <div className={css.send}>
        <Button
          type="submit"
          variant="filled"
          leftSection={<Send size={13} />}
          loading={call.isPending}
          disabled={!online}
        >
          Send {action.name}
        </Button>
        {invalid && <Button onClick={() => send(true)}>Send it anyway</Button>}
        {!online && <span className="dim">The charge point is not connected to this CSMS.</span>}
      </div>
    </form>
  );
}
