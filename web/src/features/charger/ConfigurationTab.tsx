import { Autocomplete, Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Lock, PencilLine, Search, Settings2 } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { getConfiguration, setConfiguration } from '../../api/calls';
import { fieldErrors, messageOf } from '../../api/problem';
import type { Charger, ConfigurationKey } from '../../api/types';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import { WhileOnline } from '../../components/WhileOnline';
import { configurationProfile, configurationUnit, profileOrder } from '../../lib/configurationKeys';
import css from './configuration.module.css';
import { configurationKey, partKey } from './useCharger';
import { usePasswordSet } from './usePasswordSet';

/** The charger's configuration keys by feature profile; edited in place, and what the CSMS changes flashes. */
export function ConfigurationTab({ charger }: { charger: Charger }) {
  const { id } = charger;
  const query = useQuery({ queryKey: configurationKey(id), queryFn: () => getConfiguration(id) });
  const { q: text = '' } = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const setText = (q: string) =>
    void navigate({
      to: '/chargers/$chargerId',
      params: { chargerId: id },
      search: { tab: 'configuration', q: q || undefined },
      replace: true,
    });
  const [open, setOpen] = useState<string | null>(null);
  if (query.isError && !query.data)
    return (
      <Failure
        what="The configuration could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
      />
    );
  if (!query.data)
    return (
      <SkeletonLines
        label="Loading the configuration"
        className={css.tab}
        widths={['30%', '60%', '60%', '30%', '60%', '60%', '30%', '60%', '60%', '30%']}
        height={14}
        gap={14}
      />
    );
  const words = text.trim().toLowerCase();
  const entries = query.data.filter(
    (entry) => !words || `${entry.key} ${entry.value ?? ''}`.toLowerCase().includes(words),
  );
  return (
    <div className={css.tab}>
      <div className={css.tools}>
        <TextInput
          leftSection={<Search size={14} />}
          placeholder="Key or value"
          aria-label="Search the configuration"
          type="search"
          w={260}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span className="dim tnum">
          {entries.length} of {query.data.length} keys
        </span>
      </div>
      {entries.length === 0 && (
        <Empty
          icon={Settings2}
          title="No key matches"
          action={<Button onClick={() => setText('')}>Clear the search</Button>}
        />
      )}
      <WhileOnline>
        {profileOrder.map((profile) => {
          const group = entries
            .filter((entry) => configurationProfile(entry.key) === profile)
            .sort((a, b) => a.key.localeCompare(b.key));
          if (group.length === 0) return null;
          return (
            <section key={profile} aria-label={profile} className={css.group}>
              <h2>{profile}</h2>
              {group.map((entry) => (
                <Entry
                  key={entry.key}
                  chargerId={id}
                  entry={entry}
                  editing={open === entry.key}
                  onEdit={setOpen}
                />
              ))}
            </section>
          );
        })}
      </WhileOnline>
    </div>
  );
}

const isPassword = (key: string) => key.toLowerCase() === 'authorizationkey';

interface EntryProps {
  chargerId: string;
  entry: ConfigurationKey;
  editing: boolean;
  onEdit: (key: string | null) => void;
}

const Entry = memo(function Entry({ chargerId, entry, editing, onEdit }: EntryProps) {
  const flash = useFlash(entry.value);
  const button = useRef<HTMLButtonElement>(null);
  const edited = useRef(editing);
  // With the editor the focus would be gone; back to where it was opened, unless it is in another editor already.
  useEffect(() => {
    if (edited.current && !editing && document.activeElement === document.body) button.current?.focus();
    edited.current = editing;
  }, [editing]);
  const unit = entry.value ? configurationUnit(entry.key) : '';
  const password = usePasswordSet(chargerId, isPassword(entry.key));
  const unset = isPassword(entry.key)
    ? `write-only${password === undefined ? '' : password ? ', set' : ', not set'}`
    : entry.value === null
      ? 'not shown'
      : 'empty';
  return (
    <div className={css.entry} data-flash={flash || undefined}>
      <span className={`${css.key} mono`} id={`key-${entry.key}`}>
        {entry.key}
      </span>
      {editing ? (
        <Editor chargerId={chargerId} entry={entry} onDone={() => onEdit(null)} />
      ) : entry.readonly ? (
        <span className={`${css.value} mono`}>
          {entry.value ?? ''}
          {unit && <span className="unit">{unit}</span>}
          <span className={css.readonly}>
            <Lock size={11} aria-hidden /> read-only
          </span>
        </span>
      ) : (
        <button
          ref={button}
          type="button"
          className={`${css.value} ${css.editable} mono`}
          aria-label={`Edit ${entry.key}, now ${entry.value ? entry.value + unit : unset}`}
          onClick={() => onEdit(entry.key)}
        >
          {entry.value || <span className="dim">{unset}</span>}
          {unit && <span className="unit">{unit}</span>}
          <PencilLine size={12} aria-hidden className={css.pencil} />
        </button>
      )}
    </div>
  );
});

function Editor({
  chargerId,
  entry,
  onDone,
}: {
  chargerId: string;
  entry: ConfigurationKey;
  onDone: () => void;
}) {
  const queries = useQueryClient();
  const [value, setValue] = useState(entry.value ?? '');
  const save = useMutation({
    mutationFn: () => setConfiguration(chargerId, entry.key, value),
    onSuccess: async () => {
      onDone();
      await Promise.all([
        queries.invalidateQueries({ queryKey: configurationKey(chargerId) }),
        queries.invalidateQueries({ queryKey: partKey(chargerId, 'security') }),
      ]);
    },
  });
  const boolean = entry.value === 'true' || entry.value === 'false';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value === entry.value) onDone();
    else save.mutate();
  };
  const field = {
    className: 'grow',
    'aria-labelledby': `key-${entry.key}`,
    autoFocus: true,
    classNames: { input: 'mono' },
    value,
    error: save.error ? (fieldErrors(save.error).value ?? messageOf(save.error)) : undefined,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onDone();
    },
  };
  return (
    <form className={css.editor} onSubmit={submit}>
      {boolean ? (
        <Autocomplete
          {...field}
          data={['true', 'false']}
          filter={({ options }) => options}
          onChange={setValue}
        />
      ) : (
        <TextInput {...field} onChange={(event) => setValue(event.currentTarget.value)} />
      )}
      <Button type="submit" variant="filled" loading={save.isPending}>
        Save
      </Button>
      <Button onClick={onDone}>Cancel</Button>
    </form>
  );
}

/** True for a moment after the value has changed. */
function useFlash(value: string | null): boolean {
  const former = useRef(value);
  const [flash, setFlash] = useState(false);
  useEffect(() => {
    if (former.current === value) return;
    former.current = value;
    setFlash(true);
    const timer = setTimeout(() => setFlash(false), 1600);
    return () => clearTimeout(timer);
  }, [value]);
  return flash;
}
