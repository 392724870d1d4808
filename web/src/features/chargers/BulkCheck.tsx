import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { createMany } from '../../api/libraryCalls';
import { messageOf } from '../../api/problem';
import type { BulkCreation } from '../../api/types';
import { useOffline } from '../../live/live';
import css from './bulk.module.css';

const pauseMs = 250;

/** What would come of it, by the server's dry run as soon as all is filled in. */
export function BulkCheck({ request, ends }: { request: BulkCreation | null; ends: string | null }) {
  const offline = useOffline();
  const wanted = request && JSON.stringify(request);
  const [settled] = useDebouncedValue(wanted, pauseMs);
  const check = useQuery({
    queryKey: ['chargers', 'bulk', settled],
    queryFn: () => createMany(JSON.parse(settled as string) as BulkCreation, true),
    enabled: settled !== null && !offline,
    retry: false,
    gcTime: 0,
  });
  if (!ends)
    return (
      <Line icon={<Info size={14} aria-hidden />}>
        The first number stands in braces: AC-{'{001}'} makes AC-001, AC-002 …
      </Line>
    );
  if (!request || settled !== wanted || check.isPending)
    return <Line icon={<Info size={14} aria-hidden />}>They are called {ends}.</Line>;
  if (check.isError)
    return (
      <Line state="bad" icon={<CircleAlert size={14} aria-hidden />}>
        {messageOf(check.error)}
      </Line>
    );
  const { firstId, lastId } = check.data;
  return (
    <Line state="good" icon={<CircleCheck size={14} aria-hidden />}>
      They are called {firstId === lastId ? firstId : `${firstId} to ${lastId}`}.{' '}
      {firstId === lastId ? 'It is free.' : 'All of these ids are free.'}
    </Line>
  );
}

const Line = ({
  state,
  icon,
  children,
}: {
  state?: 'good' | 'bad';
  icon: ReactNode;
  children: ReactNode;
}) => (
  <div className={css.check} data-state={state} role="status">
    {icon}
    <p>{children}</p>
  </div>
);
