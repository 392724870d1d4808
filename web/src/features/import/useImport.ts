import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { showFailed } from '../../components/toasts';
import { type ChosenFile, type Kind, readFile } from './importFile';
import { type Upload, upload } from './upload';

/**
 * A chosen file, what the server says of it, and its commit. What is chosen is checked at once, and anew for another location: it goes
 * where it was checked for.
 *
 * @param locationId Where to; undefined while that is not known, null when it cannot be.
 */
export function useImport(
  preferred: Kind | undefined,
  upsert: boolean,
  locationId: string | null | undefined,
) {
  const queries = useQueryClient();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [asked, setAsked] = useState<Kind | null>(null);
  const [sent, setSent] = useState(0);
  const kind = asked ?? file?.holds ?? preferred ?? null;
  const {
    mutate: check,
    reset: forget,
    ...checked
  } = useMutation({
    mutationFn: (what: Upload) => upload(what, () => undefined),
  });
  const commit = useMutation({
    mutationFn: (what: Upload) => upload(what, setSent),
    onSuccess: (report) => {
      if (report.valid) void queries.invalidateQueries();
    },
  });
  const { reset } = commit;
  const [reading, setReading] = useState<File | null>(null);
  const turn = useRef<AbortController | null>(null);
  useEffect(() => () => turn.current?.abort(), []);

  useEffect(() => {
    if (file && kind && locationId !== undefined) check({ kind, locationId, file, upsert, dryRun: true });
  }, [file, kind, locationId, upsert, check]);

  const clear = useCallback(() => {
    turn.current?.abort();
    setReading(null);
    reset();
    forget();
    setFile(null);
    setAsked(null);
  }, [reset, forget]);
  const choose = useCallback(
    async (chosen: File) => {
      clear();
      turn.current = new AbortController();
      const { signal } = turn.current;
      setReading(chosen);
      try {
        const read = await readFile(chosen, signal);
        if (!signal.aborted) setFile(read);
      } catch (error) {
        if (!signal.aborted) showFailed(`${chosen.name} could not be read`, error);
      } finally {
        if (!signal.aborted) setReading(null);
      }
    },
    [clear],
  );
  const start = () => {
    if (!file || !kind || locationId === undefined) return;
    setSent(0);
    commit.mutate({ kind, locationId, file, upsert, dryRun: false });
  };
  const recheck = () =>
    file && kind && locationId !== undefined && check({ kind, locationId, file, upsert, dryRun: true });
  // The commit has the last word: what changed since the check may have made the file invalid.
  const report = commit.data ?? checked.data;
  return {
    file,
    kind,
    setKind: setAsked,
    choose: (chosen: File) => void choose(chosen),
    clear,
    reading,
    checking: checked.isPending,
    checkError: checked.error,
    recheck: () => void recheck(),
    report,
    start,
    committing: commit.isPending,
    commitError: commit.error,
    committed: commit.data?.valid ? commit.data : null,
    sent,
  };
}

export type Import = ReturnType<typeof useImport>;
