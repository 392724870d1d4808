import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { Button, Popover, TagsInput, TextInput } from '@mantine/core';
import { Clock, X } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Chip } from '../../components/Chip';
import { SearchField } from '../../components/SearchField';
import { localTime } from '../../lib/format';
import { useLive } from '../../live/live';
import { actionNames } from './actionNames';
import css from './logs.module.css';
import { type Category, categories, type LogsSearch } from './search';

interface Props {
  search: LogsSearch;
  ofCharger: boolean;
  update: (change: Partial<LogsSearch>) => void;
  /** What stands at the end of the first line. */
  children: ReactNode;
}

const mostOffered = 20;

/** What narrows the log down: chips for what is often wanted, fields for the rest. */
export function LogFilters({ search, ofCharger, update, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const { category = [], direction, problem } = search;
  const toggle = (value: Category) => {
    const next = category.includes(value) ? category.filter((each) => each !== value) : [...category, value];
    update({ category: next.length > 0 ? next : undefined });
  };
  return (
    <div ref={bar} className={css.tools} role="toolbar" aria-label="Log">
      <SearchField
        label="Search the log"
        placeholder="Action, message id, any text"
        value={search.q ?? ''}
        onChange={(q) => update({ q: q || undefined })}
        onLeave={() => bar.current?.parentElement?.querySelector<HTMLElement>('[role=listbox]')?.focus()}
      />
      {children}
      <div className={css.chips}>
        <fieldset aria-label="Categories">
          {categories.map((value) => (
            <Chip key={value} pressed={category.includes(value)} onClick={() => toggle(value)}>
              {value}
            </Chip>
          ))}
        </fieldset>
        <fieldset aria-label="Directions">
          {(['sent', 'received'] as const).map((value) => (
            <Chip
              key={value}
              pressed={direction === value}
              onClick={() => update({ direction: direction === value ? undefined : value })}
            >
              {value}
            </Chip>
          ))}
        </fieldset>
        <Chip pressed={problem === true} onClick={() => update({ problem: problem ? undefined : true })}>
          problems
        </Chip>
        {search.type && (
          <Chip pressed onClick={() => update({ type: undefined })}>
            type {search.type} <X size={12} role="img" aria-label="no longer" />
          </Chip>
        )}
        {!ofCharger && (
          <ChargersField chosen={search.chargers ?? []} onChange={(chargers) => update({ chargers })} />
        )}
        <TagsInput
          aria-label="Actions"
          className={css.tags}
          placeholder={search.actions ? undefined : 'All actions'}
          data={[...actionNames]}
          limit={mostOffered}
          value={search.actions ?? []}
          onChange={(actions) => update({ actions: actions.length > 0 ? actions : undefined })}
        />
        <TimeRange from={search.from} to={search.to} update={update} />
      </div>
    </div>
  );
}

interface ChargersFieldProps {
  chosen: string[];
  onChange: (chosen: string[] | undefined) => void;
}

/** Ids, with those of the active location offered that have what is typed. */
function ChargersField({ chosen, onChange }: ChargersFieldProps) {
  const { chargers } = useLive();
  const [text, setText] = useState('');
  const offered = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const ids: string[] = [];
    for (const { charger } of chargers.all()) {
      if (charger.id.toLowerCase().includes(wanted)) ids.push(charger.id);
      if (ids.length === mostOffered) break;
    }
    return ids;
  }, [chargers, text]);
  return (
    <TagsInput
      aria-label="Chargers"
      className={css.tags}
      placeholder={chosen.length > 0 ? undefined : 'All chargers'}
      data={offered}
      searchValue={text}
      onSearchChange={setText}
      value={chosen}
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
    />
  );
}

interface TimeRangeProps {
  from: string | undefined;
  to: string | undefined;
  update: (change: Partial<LogsSearch>) => void;
}

function TimeRange({ from, to, update }: TimeRangeProps) {
  const name = from || to ? `${from ? localTime(from) : '…'} – ${to ? localTime(to) : 'now'}` : 'Any time';
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="compact-sm" leftSection={<Clock size={13} />}>
          {name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.range} aria-label="Time range">
        <Moment label="From" value={from} onChange={(value) => update({ from: value })} />
        <Moment label="To" value={to} onChange={(value) => update({ to: value })} />
        <Button
          size="compact-sm"
          disabled={!from && !to}
          onClick={() => update({ from: undefined, to: undefined })}
        >
          Any time
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

interface MomentProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Local time to the second; the address has it in UTC. */
function Moment({ label, value, onChange }: MomentProps) {
  return (
    <TextInput
      type="datetime-local"
      step={1}
      label={`${label} (local time)`}
      value={value ? localInput(value) : ''}
      onChange={({ currentTarget: { value: text } }) =>
        onChange(text === '' ? undefined : new Date(text).toISOString())
      }
    />
  );
}

function localInput(instant: string): string {
  const time = new Date(instant);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
