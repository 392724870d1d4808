import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallReport } from '../../api/types';

/** A call sent from this page, with what came of it. */
export interface SentCall {
  action: string;
  payload: unknown;
  report: CallReport;
  at: string;
}

const mostKept = 20;

/** The calls sent to a charge point since the page was opened, the newest first; they outlive the view. */
export function useSentCalls(id: string): [readonly SentCall[], (call: SentCall) => void] {
  const queries = useQueryClient();
  const queryKey = ['sent-calls', id];
  const { data = [] } = useQuery<readonly SentCall[]>({
    queryKey,
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const add = (call: SentCall) =>
    queries.setQueryData<readonly SentCall[]>(queryKey, (former = []) =>
      [call, ...former].slice(0, mostKept),
    );
  return [data, add];
}
