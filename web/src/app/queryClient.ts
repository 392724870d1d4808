import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem';

/** Server state that is not pushed. What the hub keeps fresh is never fetched on a timer. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What the server refuses it refuses again; once it is back after an outage, everything is fetched anew.
        retry: (failures, error) => !(error instanceof ApiError) && failures < 2,
      },
    },
  });
