import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listCsmsActions, listCsmsSessions } from '../../api/csmsCalls';
import type { CsmsAction } from '../../api/types';
import { Failure } from '../../components/States';
import { CallEditor } from './CallEditor';
import { CallReports } from './CallReports';
import { type Payload, startPayload } from './callSchema';
import { RawCall } from './RawCall';
import { useSentCalls } from './sentCalls';
import type { OnSent } from './useSendCall';

interface Props {
  id: string;
  online: boolean;
  /** The action to be called, known or not; without it the usual one. */
  action: string | undefined;
  /** What to begin with; without it the action's example. */
  payload: Payload | undefined;
  /** A better start than the action's example, where one is known. */
  preset?: { pending: boolean; payload: Payload | undefined };
  onChoose: (action: string, payload?: Payload) => void;
}

/** Stands in the address for an action that has no schema and no name yet. */
const anyOther = '*';

/**
 * Any call of the central system: from a form made of the action's schema, as JSON, or without a schema under any name; and what
 * came of those sent so far.
 */
export function CallForm({
  id,
  online,
  action: chosen = 'RemoteStartTransaction',
  payload,
  preset,
  onChoose,
}: Props) {
  const actions = useQuery({
    queryKey: ['csms-actions'],
    queryFn: listCsmsActions,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const sessions = useQuery({ queryKey: ['csms', 'sessions', id], queryFn: () => listCsmsSessions(id) });
  const [sent, add] = useSentCalls(id);
  if (actions.isError && !actions.data)
    return (
      <Failure
        what="The actions could not be loaded"
        error={actions.error}
        retry={() => void actions.refetch()}
      />
    );
  if (!actions.data || sessions.isPending) return <Skeleton height={120} mt={12} />;
  const action = actions.data.find((each) => each.name === chosen);
  const open = sessions.data?.find((session) => session.state === 'Open');
  const start = (example: Payload) =>
    payload ??
    preset?.payload ??
    startPayload(example, {
      idTag: sessions.data?.find((session) => session.idTag)?.idTag ?? undefined,
      transactionId: open?.transactionId,
      now: new Date(),
    });
  const key = chosen + JSON.stringify(payload);
  const onSent: OnSent = (name, body, report) =>
    add({ action: name, payload: body, report, at: new Date().toISOString() });
  return (
    <>
      <Select
        label="Action"
        maw={320}
        searchable
        nothingFoundMessage="No such action"
        onFocus={(event) => event.currentTarget.select()}
        data={[
          ...grouped(actions.data),
          { group: 'Other', items: [{ value: anyOther, label: 'Any other, as it is' }] },
        ]}
        value={action?.name ?? anyOther}
        onChange={(name) => name && onChoose(name)}
      />
      {preset?.pending ? (
        <Skeleton height={120} mt={12} />
      ) : action ? (
        <CallEditor
          key={key}
          id={id}
          online={online}
          action={action}
          start={() => start(action.example)}
          onSent={onSent}
        />
      ) : (
        <RawCall
          key={key}
          id={id}
          online={online}
          action={chosen === anyOther ? '' : chosen}
          payload={payload ?? {}}
          onSent={onSent}
        />
      )}
      <CallReports chargerId={id} calls={sent} onAgain={onChoose} />
    </>
  );
}

function grouped(actions: readonly CsmsAction[]) {
  const groups = new Map<string, string[]>();
  for (const { name, profile } of actions) groups.set(profile, [...(groups.get(profile) ?? []), name]);
  return [...groups].map(([group, items]) => ({ group, items: items.sort() }));
}
