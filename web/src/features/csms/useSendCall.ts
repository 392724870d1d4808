import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callCharger } from '../../api/csmsCalls';
import type { CallReport } from '../../api/types';

interface Call {
  action: string;
  body: unknown;
  /** Without a look at what is sent. */
  force: boolean;
}

export type OnSent = (action: string, payload: unknown, report: CallReport) => void;

/** Sends calls of the embedded CSMS to a charge point, and hands on what came of each. */
export function useSendCall(id: string, onSent: OnSent) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ action, body, force }: Call) => callCharger(id, action, body, force),
    onSuccess: (report, { action, body }) => {
      onSent(action, body, report);
      void queries.invalidateQueries({ queryKey: ['csms'] });
    },
  });
}
