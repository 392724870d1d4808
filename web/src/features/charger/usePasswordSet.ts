import { useQuery } from '@tanstack/react-query';
import { getSecurity } from '../../api/partCalls';
import { partKey } from './useCharger';

/** Whether the charger has an AuthorizationKey, whose value is never told; undefined until that is known. */
export function usePasswordSet(id: string, wanted: boolean): boolean | undefined {
  const query = useQuery({
    queryKey: partKey(id, 'security', 'password'),
    queryFn: () => getSecurity(id),
    enabled: wanted,
  });
  return query.data?.passwordSet;
}
