import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { uploadFile } from '../../../api/csmsFiles';
import type { CsmsFile } from '../../../api/types';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { showDone, showFailed } from '../../../components/toasts';
import { bytes } from '../../../lib/format';
import css from './files.module.css';
import { filesKey } from './filesKey';
import { storeName } from './storeName';

interface Props {
  /** Those that are there: one of the same name is replaced when that is confirmed. */
  files: readonly CsmsFile[];
  onUploaded?: (file: CsmsFile) => void;
}

/** Takes a file of this computer into the store of the embedded CSMS. */
export function UploadButton({ files, onUploaded }: Props) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<File>();
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(storeName(file.name), file),
    onSuccess: (made) => {
      showDone(`${made.name} uploaded`, bytes(made.size));
      onUploaded?.(made);
      return queries.invalidateQueries({ queryKey: filesKey });
    },
    onError: (error, file) => showFailed(`${file.name} was not uploaded`, error),
  });
  const choose = (file: File) => {
    if (files.some(({ name }) => name === storeName(file.name))) setAsked(file);
    else upload.mutate(file);
  };
  return (
    <>
      <Button
        leftSection={<FileUp size={13} />}
        loading={upload.isPending}
        onClick={() => input.current?.click()}
      >
        Upload a file…
      </Button>
      <input
        ref={input}
        className={css.picker}
        type="file"
        aria-label="File to upload"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file, changed, can be chosen again.
          event.currentTarget.value = '';
          if (file) choose(file);
        }}
      />
      {asked && (
        <ConfirmDialog
          title={`Replace ${storeName(asked.name)}?`}
          confirm="Replace"
          onConfirm={() => {
            upload.mutate(asked);
            setAsked(undefined);
          }}
          onClose={() => setAsked(undefined)}
        >
          There is a file of this name already.
        </ConfirmDialog>
      )}
    </>
  );
}
