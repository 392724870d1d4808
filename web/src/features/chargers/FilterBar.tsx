import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Kbd } from '../../app/Kbd';
import { ConnectionMark } from '../../components/ConnectionMark';
import { StatusLabel } from '../../components/StatusMark';
import { count } from '../../lib/format';
import { connectionStates, statuses } from '../../lib/status';
import css from './chargers.module.css';
import type { ChargerView } from './chargerView';
import { type ChargersSearch, connectionsOf, statusesOf, toggled } from './search';

interface Props {
  search: ChargersSearch;
  view: ChargerView;
  update: (change: Partial<ChargersSearch>) => void;
}

/** Chips per state with how many chargers have it, and the search field. */
export function FilterBar({ search, view, update }: Props) {
  const chosenStatuses = statusesOf(search);
  const chosenConnections = connectionsOf(search);
  return (
    <div className={css.filters}>
      <SearchField value={search.q ?? ''} onChange={(q) => update({ q: q || undefined })} />
      <fieldset className={css.chips}>
        <legend>Filter by state</legend>
        {statuses.map((status) => {
          const number = view.statusCounts.get(status) ?? 0;
          const chosen = chosenStatuses.includes(status);
          if (number === 0 && !chosen) return null;
          return (
            <button
              key={status}
              type="button"
              className={css.chip}
              aria-pressed={chosen}
              onClick={() => update({ status: toggled(search.status, status) })}
            >
              <StatusLabel status={status} />
              <span className="tnum">{count(number)}</span>
            </button>
          );
        })}
        {connectionStates.map((state) => {
          const number = view.connectionCounts.get(state) ?? 0;
          const chosen = chosenConnections.includes(state);
          if (state === 'connected' ? !chosen : number === 0 && !chosen) return null;
          return (
            <button
              key={state}
              type="button"
              className={css.chip}
              aria-pressed={chosen}
              onClick={() => update({ connection: toggled(search.connection, state) })}
            >
              <ConnectionMark state={state} label />
              <span className="tnum">{count(number)}</span>
            </button>
          );
        })}
      </fieldset>
    </div>
  );
}

/** Writes to the address a moment after the last key. `/` brings the focus here. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => latest.current(text), 120);
    return () => clearTimeout(timer);
  }, [text, value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isEditable(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <TextInput
      ref={input}
      className={css.searchField}
      leftSection={<Search size={14} />}
      rightSection={text ? null : <Kbd>/</Kbd>}
      placeholder="Id, model, tag, vehicle"
      aria-label="Search chargers"
      type="search"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setText('');
        event.currentTarget.blur();
      }}
    />
  );
}

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
