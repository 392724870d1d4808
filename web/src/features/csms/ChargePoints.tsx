import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { MousePointerClick, Network, Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { listCsmsChargers } from '../../api/csmsCalls';
import type { CsmsChargePoint } from '../../api/types';
import { ConnectionMark } from '../../components/ConnectionMark';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import { count } from '../../lib/format';
import { ChargePointPanel } from './ChargePointPanel';
import css from './csms.module.css';

const rowHeight = 32;

/** A list of who has connected, and one of them opened. */
export function ChargePoints() {
  const { charger } = useSearch({ from: '/csms' });
  const [text, setText] = useState('');
  const query = useQuery({ queryKey: ['csms', 'chargers'], queryFn: listCsmsChargers });
  if (query.isError && !query.data)
    return (
      <Failure
        what="The charge points could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
      />
    );
  if (!query.data)
    return (
      <SkeletonLines
        label="Loading the charge points"
        className={css.pad}
        widths={Array(8).fill(220)}
        height={12}
        gap={12}
      />
    );
  const { items, total } = query.data;
  if (total === 0)
    return (
      <Empty icon={Network} title="Nothing has connected yet">
        Start a charger that has no CSMS of its own, or point a charge point at the address above.
      </Empty>
    );
  const words = text.trim().toLowerCase();
  const shown = items.filter((each) => each.id.toLowerCase().includes(words));
  return (
    <div className={css.split}>
      <div className={css.listPane}>
        <div className={css.listTools}>
          <TextInput
            leftSection={<Search size={14} />}
            placeholder="Charge point"
            aria-label="Search charge points"
            type="search"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <span className="dim tnum">
            {items.length < total ? `${count(items.length)} of ${count(total)}` : count(total)}
          </span>
        </div>
        <List items={shown} chosen={charger} />
      </div>
      <div className={css.detailPane}>
        {charger ? (
          <ChargePointPanel key={charger} id={charger} />
        ) : (
          <Empty icon={MousePointerClick} title="Choose a charge point">
            To see what the CSMS knows of it and to send it calls.
          </Empty>
        )}
      </div>
    </div>
  );
}

function List({ items, chosen }: { items: CsmsChargePoint[]; chosen: string | undefined }) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    initialRect: { width: 260, height: 700 },
  });
  return (
    <div ref={scroll} className={css.list}>
      <nav style={{ height: virtual.getTotalSize(), position: 'relative' }} aria-label="Charge points">
        {virtual.getVirtualItems().map((item) => {
          const each = items[item.index] as CsmsChargePoint;
          return (
            <Link
              key={each.id}
              to="/csms"
              search={(former) => ({ ...former, charger: each.id })}
              className={css.listRow}
              aria-current={each.id === chosen ? 'true' : undefined}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ConnectionMark state={each.online ? 'connected' : 'off'} />
              <span className="grow ellipsis">{each.id}</span>
              {each.openSessions > 0 && (
                <span className="dim tnum" title="Sessions that run">
                  {each.openSessions} {each.openSessions === 1 ? 'session' : 'sessions'}
                </span>
              )}
            </Link>
          );
        })}
      </nav>
    </div>
  );
}
