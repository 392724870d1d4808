import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { restore } from '../../api/backupCalls';
import type { RestoreReport } from '../../api/types';
import { Refusal } from '../../components/charger/Refusal';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { useOffline } from '../../live/live';
import { BackupButton } from './BackupButton';
import { DropZone } from './DropZone';
import { SendProgress } from './Progress';
import { RestorePreview, secretsLost } from './RestorePreview';
import css from './restore.module.css';

/** Puts a backup in the place of all there is, after it was checked and what it replaces was said. */
export default function RestoreDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const offline = useOffline();
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const send = (chosen: File, dryRun: boolean) => {
    setSent(0);
    return restore(chosen, dryRun, setSent);
  };
  const check = useMutation({ mutationFn: (chosen: File) => send(chosen, true) });
  const commit = useMutation({
    mutationFn: (chosen: File) => send(chosen, false),
    onSuccess: () => queries.invalidateQueries(),
  });
  const choose = (chosen: File) => {
    commit.reset();
    setFile(chosen);
    check.mutate(chosen);
  };
  const busy = check.isPending || commit.isPending;
  const error = commit.error ?? check.error;
  const closeable = !commit.isPending;
  if (commit.data) return <Restored report={commit.data} onClose={onClose} />;
  return (
    <Dialog
      onClose={onClose}
      title="Restore a backup"
      size={560}
      closeOnEscape={closeable}
      closeOnClickOutside={closeable}
      withCloseButton={closeable}
    >
      <div className={dialog.stack}>
        <DropZone
          label="Backup to restore"
          holds="simulator-….zip, as downloaded from here"
          accept=".zip,application/zip"
          chosen={file}
          disabled={busy || offline}
          onFile={choose}
        />
        {busy && (
          <SendProgress
            sent={sent}
            then={check.isPending ? 'Checking the backup' : 'Stopping the chargers and replacing the data'}
          />
        )}
        {error && <Refusal error={error} others={[]} />}
        {check.data && <RestorePreview report={check.data} />}
        <div className={dialog.buttons}>
          <WhileOnline>
            {check.data && !commit.isPending && (
              <>
                <BackupButton>Back up what is there first</BackupButton>
                <span className="grow" />
              </>
            )}
            <Button onClick={onClose} disabled={!closeable}>
              Cancel
            </Button>
            <Button
              variant="filled"
              color="red.8"
              disabled={!file || !check.data}
              loading={commit.isPending}
              onClick={() => file && commit.mutate(file)}
            >
              Replace everything
            </Button>
          </WhileOnline>
        </div>
      </div>
    </Dialog>
  );
}

const Restored = ({ report, onClose }: { report: RestoreReport; onClose: () => void }) => (
  <Dialog onClose={onClose} title="Restore a backup" size={560}>
    <div className={css.restored} role="status">
      <CircleCheck size={24} strokeWidth={1.5} aria-hidden />
      <h3>The backup is restored</h3>
      <p>
        {count(report.locations)} {report.locations === 1 ? 'location' : 'locations'},{' '}
        {count(report.chargers)} {report.chargers === 1 ? 'charger' : 'chargers'} and {count(report.vehicles)}{' '}
        {report.vehicles === 1 ? 'vehicle' : 'vehicles'} are there. The chargers that should run start now.
      </p>
      {report.unreadableSecrets > 0 && <p>{secretsLost(report.unreadableSecrets)} Set them anew.</p>}
    </div>
    <div className={dialog.buttons}>
      <Button variant="filled" onClick={onClose} data-autofocus>
        Done
      </Button>
    </div>
  </Dialog>
);
