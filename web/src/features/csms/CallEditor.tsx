import { Button, SegmentedControl } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiError, fieldErrors } from '../../api/problem';
import type { CsmsAction } from '../../api/types';
import { isObject, parseJson } from '../../lib/json';
import { CallFields } from './CallFields';
import { CallProblems } from './CallProblems';
import { hasPlace, type Problems, problemsOf } from './callProblems';
import { type CallSchema, type Payload, payloadPath } from './callSchema';
import css from './csms.module.css';
import { FirmwareFile, firmwareActions } from './files/FirmwareFile';
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
  const [found, setFound] = useState<Problems>({});
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const schema = action.request as CallSchema;
  const invalid = call.error instanceof ApiError && call.error.status === 422;
  const refused = Object.entries(fieldErrors(call.error)).map(([field, message]) => [
    payloadPath(field),
    message,
  ]);
  const errors: Problems = { ...found, ...Object.fromEntries(refused) };
  const elsewhere = Object.keys(errors).filter((path) => mode === 'json' || !hasPlace(schema, path));

  useEffect(() => {
    if (call.error || attempts > 0) showFirst(form.current);
  }, [call.error, attempts]);

  /** The payload as it stands; undefined, with the reason shown, for text that is no JSON. */
  const read = (): unknown => {
    if (mode === 'form') return payload;
    const parsed = parseJson(json);
    setJsonError('problem' in parsed ? parsed.problem : null);
    return 'value' in parsed ? parsed.value : undefined;
  };
  const send = (force: boolean) => {
    if (call.isPending) return;
    const body = read();
    const problems = mode === 'form' && !force ? problemsOf(schema, payload) : {};
    setFound(problems);
    call.reset();
    if (Object.keys(problems).length > 0) setAttempts(attempts + 1);
    else if (body !== undefined) call.mutate({ action: action.name, body, force });
  };
  const forget = () => {
    setFound({});
    call.reset();
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
    forget();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className={css.editor}>
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
        <>
          {firmwareActions.includes(action.name) && (
            <FirmwareFile
              signed={action.name === 'SignedUpdateFirmware'}
              payload={payload}
              onFill={(change) => {
                setPayload(change);
                forget();
              }}
            />
          )}
          <CallFields
            schema={schema}
            payload={payload}
            errors={errors}
            onChange={(next) => {
              setPayload(next);
              setFound(stillWrong(found, schema, next));
              call.reset();
            }}
          />
        </>
      ) : (
        <JsonText
          value={json}
          error={jsonError}
          onChange={(text) => {
            setJson(text);
            forget();
          }}
        />
      )}
      <CallProblems error={call.error} problems={errors} elsewhere={elsewhere} />
      <SendBar online={online} pending={call.isPending} label={`Send ${action.name}`}>
        {(invalid || Object.keys(found).length > 0) && (
          <Button onClick={() => send(true)}>Send it anyway</Button>
        )}
      </SendBar>
    </form>
  );
}

/** Of what was found, that which a change has not put right; nothing new is blamed before it is sent. */
function stillWrong(found: Problems, schema: CallSchema, payload: Payload): Problems {
  const now = problemsOf(schema, payload);
  return Object.fromEntries(Object.entries(now).filter(([path]) => path in found));
}

/** Brings the reader to the first field that is marked, or to what is said instead. */
function showFirst(form: HTMLFormElement | null): void {
  const first =
    form?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    form?.querySelector<HTMLElement>('[role="alert"]');
  first?.focus();
  first?.scrollIntoView?.({ block: 'nearest' });
}
