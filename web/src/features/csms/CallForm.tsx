import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { callCharger, listCsmsActions, listCsmsSessions } from '../../api/csmsCalls';
import { ApiError, fieldErrors, messageOf } from '../../api/problem';
import type { CallReport, CsmsAction } from '../../api/types';
import { CallFields } from './CallFields';
import { CallReports, type SentCall } from './CallReports';
import { type CallSchema, examplePayload, formField, type Payload } from './callSchema';
import css from './csms.module.css';

/** Any call of the central system, from a form made of the action's schema or as JSON. */
export function CallForm({ id, online }: { id: string; online: boolean }) {
  const actions = useQuery({
    queryKey: ['csms-actions'],
    queryFn: listCsmsActions,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const sessions = useQuery({ queryKey: ['csms', 'sessions', id], queryFn: () => listCsmsSessions(id) });
  const { action: chosen = 'RemoteStartTransaction' } = useSearch({ from: '/csms' });
  const action = actions.data?.find((each) => each.name === chosen) ?? actions.data?.[0];
  const navigate = useNavigate();
  const [sent, setSent] = useState<SentCall[]>([]);
  if (!action || sessions.isPending) return null;
  const open = sessions.data?.find((session) => session.state === 'Open');
  return (
    <section className={css.section} aria-label="Send a call">
      <h2>Send a call</h2>
      <Select
        label="Action"
        w={280}
        searchable
        onFocus={(event) => event.currentTarget.select()}
        data={grouped(actions.data ?? [])}
        value={action.name}
        onChange={(name) =>
          name &&
          void navigate({ to: '/csms', search: (former) => ({ ...former, action: name }), replace: true })
        }
      />
      <Editor
        key={action.name}
        id={id}
        online={online}
        action={action}
        example={() =>
          examplePayload(action.request as CallSchema, {
            idTag: sessions.data?.find((session) => session.idTag)?.idTag ?? undefined,
            transactionId: open?.transactionId,
            now: new Date(),
          })
        }
        onSent={(payload, report) =>
          setSent((former) => [{ action: action.name, payload, report }, ...former].slice(0, 20))
        }
      />
      <CallReports calls={sent} />
    </section>
  );
}

interface EditorProps {
  id: string;
  online: boolean;
  action: CsmsAction;
  example: () => Payload;
  onSent: (payload: unknown, report: CallReport) => void;
}

function Editor({ id, online, action, example, onSent }: EditorProps) {
  const schema = action.request as CallSchema;
  const queries = useQueryClient();
  const [mode, setMode] = useState('form');
  const [payload, setPayload] = useState<Payload>(example);
  const [json, setJson] = useState('');
  const [jsonError, setJsonError] = useState<string | null>(null);
  const call = useMutation({
    mutationFn: ({ body, force }: { body: Payload; force: boolean }) =>
      callCharger(id, action.name, body, force),
    onSuccess: (report, { body }) => {
      onSent(body, report);
      void queries.invalidateQueries({ queryKey: ['csms'] });
    },
  });
  const invalid = call.error instanceof ApiError && call.error.status === 422;
  const problems = Object.entries(fieldErrors(call.error));
  const errors = Object.fromEntries(problems.map(([field, message]) => [formField(field), message]));

  const change = (next: Payload) => {
    setPayload(next);
    call.reset();
  };
  const read = (): Payload | undefined => {
    if (mode === 'form') return payload;
    try {
      const value: unknown = JSON.parse(json);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Error('A payload is a JSON object.');
      setJsonError(null);
      return value as Payload;
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
        <CallFields schema={schema} payload={payload} errors={errors} onChange={change} />
      ) : (
        <Textarea
          aria-label="Payload"
          autosize
          minRows={4}
          maxRows={18}
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
      <div className="row">
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
        {!online && <span className="dim">The charge point is offline.</span>}
      </div>
    </form>
  );
}

function grouped(actions: readonly CsmsAction[]) {
  const groups = new Map<string, string[]>();
  for (const { name, profile } of actions) groups.set(profile, [...(groups.get(profile) ?? []), name]);
  return [...groups].map(([group, items]) => ({ group, items: items.sort() }));
}
