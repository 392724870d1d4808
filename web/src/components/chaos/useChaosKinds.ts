import { useQuery } from '@tanstack/react-query';
import { listChaosKinds } from '../../api/calls';

/** The kinds with their parameters; they change with the server's version only. */
export const useChaosKinds = () =>
  useQuery({ queryKey: ['chaos-kinds'], queryFn: listChaosKinds, staleTime: Number.POSITIVE_INFINITY });
