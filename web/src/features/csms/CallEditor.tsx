import { Button, SegmentedControl } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError, fieldErrors, messageOf } from '../../api/problem';
import type { CsmsAction } from '../../api/types';
import { isObject, parseJson } from '../../lib/json';
import { CallFields } from './CallFields';
import { type CallSchema, type Payload, payloadPath } from './callSchema';
import css from './csms.module.css';
import { JsonText } from './JsonText';
import { SendBar } from './SendBar';
import { type OnSent, useSendCall } from './useSendCall';

interface Props {
  id: string;
  online: boolean;
  action: CsmsAction;
  start: () => Payload;
  onSent: OnSent;
}

/** The payload of one call, edited as a form or as JSON; what the server refuses can be sent all the same. */
export function CallEditor({ id, online, action, start, onSent }: Props) {
  const [mode, setMode] = useState('form');
  const [payload, setPayload] = useState<Payload>(start);
  const [json, setJson] = useState('');
  const [jsonError, setJsonError] = useState<string | null>(null);
  const call = useSendCall(id, onSent);
  const invalid = call.error instanceof ApiError && call.error.status === 422;
  const problems = Object.entries(fieldErrors(call.error));
  const errors = Object.fromEntries(problems.map(([field, message]) => [payloadPath(field), message]));

  /** The payload as it stands; undefined, with the reason shown, for text that is no JSON. */
  const read = (): unknown => {
    if (mode === 'form') return payload;
    const parsed = parseJson(json);
    setJsonError('problem' in parsed ? parsed.problem : null);
    return 'value' in parsed ? parsed.value : undefined;
  };
  const send = (force: boolean) => {
    const body = read();
    if (body !== undefined) call.mutate({ action: action.name, body, force });
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
        <JsonText
          value={json}
          error={jsonError}
          onChange={(text) => {
            setJson(text);
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
      <SendBar online={online} pending={call.isPending} label={`Send ${action.name}`}>
        {invalid && <Button onClick={() => send(true)}>Send it anyway</Button>}
      </SendBar>
    </form>
  );
}
