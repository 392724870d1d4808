import { Skeleton } from '@mantine/core';
import { tracks } from './RowTable';
import css from './rows.module.css';

interface Column {
  key: string;
  name: string;
  width: string;
  align?: 'right';
  wide?: boolean;
}

/** A table before its first rows: same columns, same heights. */
export const RowTableSkeleton = ({ label, columns }: { label: string; columns: readonly Column[] }) => (
  <div className={css.table} style={tracks(columns)} aria-busy="true" aria-label={label} role="status">
    <div className={css.head}>
      <div />
      {columns.map(({ key, name, align, wide }) => (
        <div key={key} className={wide ? css.wide : css.cell} data-align={align}>
          {name}
        </div>
      ))}
    </div>
    {Array.from({ length: 14 }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
      <div key={row} className={`${css.row} ${css.still}`}>
        <div />
        {columns.map(({ key, align, wide }) => (
          <div key={key} className={wide ? css.wide : css.cell} data-align={align}>
            <Skeleton height={9} width={align ? 42 : '70%'} radius="sm" />
          </div>
        ))}
      </div>
    ))}
  </div>
);
