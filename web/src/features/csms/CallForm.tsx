import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listCsmsActions, listCsmsSessions } from '../../api/csmsCalls';
import type { CsmsAction } from '../../api/types';
import { Failure } from '../../components/States';
import { CallEditor } from './CallEditor';
import { CallReports } from './CallReports';
import { type Payload, startPayload } from './callSchema';
import { useSentCalls } from './sentCalls';

interface Props {
  id: string;
  online: boolean;
  /** The action to be called; without it the usual one. */
  action: string | undefined;
  /** What to begin with; without it the action's example. */
  payload: Payload | undefined;
  onChoose: (action: string, payload?: Payload) => void;
}

/** Any call of the central system, from a form made of the action's schema or as JSON, and what came of those sent so far. */
export function CallForm({
  id,
  online,
  action: chosen = 'RemoteStartTransaction',
  payload,
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
  const action = actions.data?.find((each) => each.name === chosen) ?? actions.data?.[0];
  if (!action || sessions.isPending) return <Skeleton height={120} mt={12} />;
  const open = sessions.data?.find((session) => session.state === 'Open');
  const start = () =>
    payload ??
    startPayload(action.example, {
      idTag: sessions.data?.find((session) => session.idTag)?.idTag ?? undefined,
      transactionId: open?.transactionId,
      now: new Date(),
    });
  return (
    <>
      <Select
        label="Action"
        maw={320}
        searchable
        nothingFoundMessage="No such action"
        onFocus={(event) => event.currentTarget.select()}
        data={grouped(actions.data ?? [])}
        value={action.name}
        onChange={(name) => name && onChoose(name)}
      />
      <CallEditor
        key={action.name + JSON.stringify(payload)}
        id={id}
        online={online}
        action={action}
        start={start}
        onSent={(body, report) =>
          add({ action: action.name, payload: body, report, at: new Date().toISOString() })
        }
      />
      <CallReports calls={sent} onAgain={onChoose} />
    </>
  );
}

function grouped(actions: readonly CsmsAction[]) {
  const groups = new Map<string, string[]>();
  for (const { name, profile } of actions) groups.set(profile, [...(groups.get(profile) ?? []), name]);
  return [...groups].map(([group, items]) => ({ group, items: items.sort() }));
}
