import { ActionIcon, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Pause, Play, ScrollText, Trash2, X } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { clearLogs } from '../../api/calls';
import type { LogEntry } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import { showFailed } from '../../components/toasts';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { useTurns } from '../../lib/useTurns';
import { ExportMenu } from './ExportMenu';
import { LogDetail } from './LogDetail';
import { LogFilters } from './LogFilters';
import { LogLines } from './LogLines';
import { partnerOf } from './logModel';
import css from './logs.module.css';
import { isFiltered, type LogsSearch, noFilter, queryOf } from './search';
import { useLog } from './useLog';

interface Props {
  search: LogsSearch;
  /** The one charger whose log it is; otherwise those of the search, or all. */
  chargerId?: string;
  update: (change: Partial<LogsSearch>) => void;
  /** What to do when there is nothing yet. */
  hint: string;
}

/** Lines of the log as they are written; a frame opens beside the list, with its other half. */
export function LogView({ search, chargerId, update, hint }: Props) {
  const chargers = chargerId === undefined ? search.chargers : [chargerId];
  const query = queryOf(search, chargers);
  const log = useLog(query);
  const [asking, setAsking] = useState(false);
  const clear = useMutation({
    mutationFn: () => clearLogs(chargers ?? []),
    onSuccess: () => {
      log.clear();
      update({ line: undefined });
    },
    onError: (error) => showFailed('The log was not cleared', error),
    onSettled: () => setAsking(false),
  });
  const { lines } = log;
  const drawn = useTurns(1, log.pending ? null : 'lines') > 0;
  const filtered = isFiltered(search) || (chargerId === undefined && search.chargers !== undefined);
  // A line that the filter hides is not open any more.
  const opened = useMemo(
    () => (search.line === undefined ? null : (lines.find(({ seq }) => seq === search.line) ?? null)),
    [lines, search.line],
  );
  const select = useCallback((entry: LogEntry | null) => update({ line: entry?.seq }), [update]);
  const narrow = (change: Partial<LogsSearch>) => update({ ...change, line: undefined });
  const whose = chargers === undefined ? 'all chargers' : chargers.join(', ');

  return (
    <div className={css.view}>
      <LogFilters search={search} ofCharger={chargerId !== undefined} update={narrow}>
        <span className={`dim tnum ${css.count}`} role="status" aria-live="off">
          {count(lines.length)} {lines.length === 1 ? 'line' : 'lines'}
          {log.waiting.length > 0 && `, ${count(log.waiting.length)} waiting`}
          {log.dropped > 0 && (
            <span title="They came faster than they could be sent here. The chargers’ logs have them as long as there is room: narrow the filter.">
              {`, ${count(log.dropped)} not shown`}
            </span>
          )}
        </span>
        <Button
          leftSection={log.paused ? <Play size={13} /> : <Pause size={13} />}
          aria-pressed={log.paused}
          onClick={() => log.setPaused(!log.paused)}
        >
          {log.paused ? 'Resume' : 'Pause'}
        </Button>
        <ExportMenu query={query} />
        <WhileOnline>
          <Button leftSection={<Trash2 size={13} />} onClick={() => setAsking(true)}>
            Clear
          </Button>
        </WhileOnline>
      </LogFilters>
      <div className={css.body}>
        <div className={css.list}>
          {log.error && lines.length === 0 ? (
            <Failure what="The log could not be loaded" error={log.error} retry={() => void log.load()} />
          ) : log.pending || !drawn ? (
            <SkeletonLines
              label="Loading the log"
              className={css.pending}
              widths={Array.from({ length: 12 }, (_, i) => `${55 + ((i * 17) % 40)}%`)}
              height={10}
              gap={8}
            />
          ) : lines.length === 0 ? (
            <Empty
              icon={ScrollText}
              title={filtered ? 'No line matches' : 'Nothing has happened yet'}
              action={
                filtered && (
                  <Button
                    onClick={() =>
                      narrow(chargerId === undefined ? { ...noFilter, chargers: undefined } : noFilter)
                    }
                  >
                    Clear the filters
                  </Button>
                )
              }
            >
              {filtered ? 'New lines that match appear here as they come.' : hint}
            </Empty>
          ) : (
            <LogLines log={log} selected={opened} ofCharger={chargerId !== undefined} onSelect={select} />
          )}
        </div>
        {opened && (
          <aside className={css.detail} aria-label="Opened line">
            <div className={css.detailHeader}>
              <h2 className="grow ellipsis">{opened.action ?? opened.type}</h2>
              <ActionIcon aria-label="Close the line" onClick={() => select(null)}>
                <X size={15} />
              </ActionIcon>
            </div>
            <LogDetail
              entry={opened}
              known={partnerOf(lines, opened)}
              ofCharger={chargerId !== undefined}
              narrow={narrow}
            />
          </aside>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={`Clear the log of ${whose}?`}
          confirm="Clear"
          destructive
          pending={clear.isPending}
          onConfirm={() => clear.mutate()}
          onClose={() => setAsking(false)}
        >
          {isFiltered(search)
            ? 'A log is cleared as a whole: the lines that the filters hide go as well. '
            : ''}
          They are gone for good. New ones appear as they come.
        </ConfirmDialog>
      )}
    </div>
  );
}
