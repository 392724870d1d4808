import { Skeleton } from '@mantine/core';
import css from './chargers.module.css';
import { columns } from './columns';

/** The table before its first rows: same columns, same heights. */
export function TableSkeleton() {
  return (
    <div className={css.table} aria-busy="true" aria-label="Loading the chargers" role="status">
      <div className={css.head}>
        <div className={css.check} />
        {columns.map(({ key, name, align }) => (
          <div key={key} className={css[`col-${key}`]} data-align={align}>
            {name}
          </div>
        ))}
      </div>
      {Array.from({ length: 14 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className={`${css.row} ${css.still}`}>
          <div className={css.check} />
          {columns.map(({ key, align }) => (
            <div key={key} className={css[`col-${key}`]} data-align={align}>
              <Skeleton height={9} width={align ? 42 : '70%'} radius="sm" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
