import { useQuery } from '@tanstack/react-query';
import { getLogs } from '../../api/calls';
import type { CallReport } from '../../api/types';
import css from './csms.module.css';
import { mayBeRefused, reasonIn } from './refusal';

const lines = 500;

interface Props {
  chargerId: string;
  action: string;
  report: CallReport;
}

/** Why the charger has refused the call, from its own log; nothing for a charge point that is not simulated here. */
export function RefusalReason({ chargerId, action, report }: Props) {
  const query = useQuery({
    queryKey: ['refusal', chargerId, report.messageId],
    // A query must not end with undefined.
    queryFn: async () => reasonIn(await getLogs(chargerId, lines), report.messageId, action) ?? null,
    enabled: mayBeRefused(report),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!query.data) return null;
  return (
    <p className={css.reason}>
      <span className="dim">The charger's log says why: </span>
      {query.data}
    </p>
  );
}
