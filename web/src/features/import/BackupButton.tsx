import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { fetchBackup } from '../../api/backupCalls';
import { showDone, showFailed } from '../../components/toasts';
import { bytes } from '../../lib/format';

/** Has a backup made and saved: what the server refuses is said here, not in the browser's list of downloads. */
export function BackupButton({ children }: { children: string }) {
  const backup = useMutation({
    mutationFn: fetchBackup,
    onSuccess: ({ name, file }) => {
      save(name, file);
      showDone(`${name} is made`, bytes(file.size));
    },
    onError: (error) => showFailed('No backup was made', error),
  });
  return (
    <Button leftSection={<FileDown size={13} />} loading={backup.isPending} onClick={() => backup.mutate()}>
      {children}
    </Button>
  );
}

function save(name: string, file: Blob): void {
  const href = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href, download: name });
  link.click();
  // The download has its own hold on the file by the time that the page is idle again.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
