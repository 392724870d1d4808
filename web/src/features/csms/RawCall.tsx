import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError, fieldErrors, messageOf } from '../../api/problem';
import { parseJson } from '../../lib/json';
import css from './csms.module.css';
import { JsonText } from './JsonText';
import { SendBar } from './SendBar';
import { type OnSent, useSendCall } from './useSendCall';

interface Props {
  id: string;
  online: boolean;
  /** What to begin with. */
  action: string;
  payload: unknown;
  onSent: OnSent;
}

/** A call of any name with any JSON, sent as it is: to see how a charge point takes what no CSMS should send. */
export function RawCall({ id, online, action: first, payload, onSent }: Props) {
  const [action, setAction] = useState(first);
  const [json, setJson] = useState(() => JSON.stringify(payload, null, 2));
  const [notJson, setNotJson] = useState<string | null>(null);
  const call = useSendCall(id, onSent);
  const problems = fieldErrors(call.error);
  const other = call.error && !(call.error instanceof ApiError && call.error.status === 422);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (call.isPending) return;
    const read = parseJson(json);
    setNotJson('problem' in read ? read.problem : null);
    if ('value' in read) call.mutate({ action, body: read.value, force: true });
  };
  return (
    <form onSubmit={submit} className={css.editor}>
      <TextInput
        label="Action name"
        description="Sent as it is, whether it is known or not, and so is the payload."
        placeholder="MyAction"
        w="100%"
        maw={320}
        spellCheck={false}
        value={action}
        error={problems.action}
        onChange={(event) => {
          setAction(event.currentTarget.value);
          call.reset();
        }}
      />
      <JsonText
        value={json}
        error={notJson ?? problems.payload}
        onChange={(text) => {
          setJson(text);
          call.reset();
        }}
      />
      {other && (
        <div role="alert" className={css.bad}>
          {messageOf(call.error)}
        </div>
      )}
      <SendBar online={online} pending={call.isPending} disabled={action === ''} label="Send as it is" />
    </form>
  );
}
