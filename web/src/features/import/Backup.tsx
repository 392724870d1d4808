import { Button } from '@mantine/core';
import { ArchiveRestore } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { chunk } from '../../app/chunks';
import { WhileOnline } from '../../components/WhileOnline';
import { BackupButton } from './BackupButton';
import css from './import.module.css';

const RestoreDialog = lazy(chunk(() => import('./RestoreDialog')));

/** All there is as one file, and back from it. */
export function Backup() {
  const [restoring, setRestoring] = useState(false);
  return (
    <>
      <p className="dim">
        All locations, chargers with what they remember, vehicles and the embedded CSMS's data, as one file.
      </p>
      <div className={css.exports}>
        <WhileOnline>
          <BackupButton>Download a backup</BackupButton>
          <Button leftSection={<ArchiveRestore size={13} />} onClick={() => setRestoring(true)}>
            Restore…
          </Button>
        </WhileOnline>
      </div>
      {restoring && (
        <Suspense>
          <RestoreDialog onClose={() => setRestoring(false)} />
        </Suspense>
      )}
    </>
  );
}
