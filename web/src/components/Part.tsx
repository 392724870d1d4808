import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import css from './part.module.css';
import { Empty, Failure } from './States';

interface Props<T> {
  title: string;
  query: UseQueryResult<T>;
  isEmpty: (data: T) => boolean;
  empty: ComponentProps<typeof Empty>;
  /** What stands beside the title while there is something. */
  tools?: ReactNode;
  children: (data: T) => ReactNode;
}

/** A section about one part of a thing: loading, failed, empty with what to do next, or what there is. */
export function Part<T>({ title, query, isEmpty, empty, tools, children }: Props<T>) {
  const { data } = query;
  const filled = data !== undefined && !isEmpty(data);
  return (
    <section aria-label={title} className={css.part}>
      <div className={css.head}>
        <h2 className="grow">{title}</h2>
        {filled && tools}
      </div>
      {data === undefined ? (
        query.isError ? (
          <Failure what={`${title}: not loaded`} error={query.error} retry={() => void query.refetch()} />
        ) : (
          <div role="status" aria-label={`Loading: ${title}`}>
            <Skeleton height={14} width="70%" mt={8} />
            <Skeleton height={14} width="55%" mt={10} />
          </div>
        )
      ) : filled ? (
        children(data)
      ) : (
        <div className={css.empty}>
          <Empty {...empty} />
        </div>
      )}
    </section>
  );
}
