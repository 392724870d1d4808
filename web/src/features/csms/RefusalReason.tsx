import { useQuery } from '@tanstack/react-query';
import { getLogs } from '../../api/calls';
import { ApiError } from '../../api/problem';
import type { CallReport } from '../../api/types';
import css from './csms.module.css';
import { mayBeRefused, reasonIn } from './refusal';

const lines = 500;
const retries = 2;

interface Props {
  chargerId: string;
  action: string;
  report: CallReport;
}

/** Why the charger has refused the call, from its own log; nothing for a charge point that is not simulated here. */
export function RefusalReason({ chargerId, action, report }: Props) {
  const query = useQuery({
    queryKey: ['refusal', chargerId, report.messageId],
    queryFn: async () => {
      const { items } = await getLogs({ chargerId: [chargerId], limit: lines });
      const reason = reasonIn(items, report.messageId, action);
      // The line comes with the answer, and can be a moment behind it.
      if (reason === undefined) throw new Error('No reason is told.');
      return reason;
    },
    enabled: mayBeRefused(report),
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => failures < retries && !(error instanceof ApiError),
  });
  if (!query.data) return null;
  return (
    <p className={css.reason}>
      <span className="dim">The charger's log says why: </span>
      {query.data}
    </p>
  );
}
