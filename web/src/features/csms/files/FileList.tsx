import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FileUp, PenLine, RefreshCw, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { deleteFile, fileUrl, listFiles } from '../../../api/csmsFiles';
import type { CsmsFile } from '../../../api/types';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { showDone, showFailed } from '../../../components/toasts';
import { bytes, count } from '../../../lib/format';
import css from './files.module.css';
import { filesKey } from './filesKey';
import { SignDialog } from './SignDialog';
import { UploadButton } from './UploadButton';

const mostShown = 200;

/** Files that charge points fetch (firmware) and have brought (diagnostics, logs), the newest first. */
export function FileList() {
  const query = useQuery({ queryKey: filesKey, queryFn: listFiles });
  const [text, setText] = useState('');
  const [signing, setSigning] = useState<CsmsFile>();
  const [deleting, setDeleting] = useState<CsmsFile>();
  const words = text.trim().toLowerCase();
  const found = (query.data ?? [])
    .filter(({ name }) => name.toLowerCase().includes(words))
    .sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
  return (
    <>
      <Part
        title="Files"
        query={query}
        isEmpty={(files) => files.length === 0}
        empty={{
          icon: FileUp,
          title: 'There is no file',
          children:
            'Upload firmware for charge points to fetch. Diagnostics and logs that they bring are listed here as well.',
          action: <UploadButton files={[]} />,
        }}
        tools={
          <>
            <TextInput
              leftSection={<Search size={14} />}
              placeholder="File"
              aria-label="Search files"
              type="search"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <ActionIcon
              aria-label="Load the files again"
              loading={query.isFetching}
              onClick={() => void query.refetch()}
            >
              <RefreshCw size={14} />
            </ActionIcon>
            <UploadButton files={query.data ?? []} />
          </>
        }
      >
        {() => (
          <div className={table.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th>Name</th>
                  <th className="num">Size</th>
                  <th>Taken in</th>
                  <th>
                    <span className={table.hidden}>Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.slice(0, mostShown).map((file) => (
                  <Row key={file.name} file={file} onSign={setSigning} onDelete={setDeleting} />
                ))}
              </tbody>
            </table>
            {found.length === 0 && <p className={css.more}>No file has this in its name.</p>}
            {found.length > mostShown && (
              <p className={css.more}>
                The newest {mostShown} of {count(found.length)}: search for others.
              </p>
            )}
          </div>
        )}
      </Part>
      {signing && <SignDialog file={signing} onClose={() => setSigning(undefined)} />}
      {deleting && <DeleteDialog file={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

interface RowProps {
  file: CsmsFile;
  onSign: (file: CsmsFile) => void;
  onDelete: (file: CsmsFile) => void;
}

const Row = ({ file, onSign, onDelete }: RowProps) => (
  <tr>
    <td className={table.wrap}>
      <a href={fileUrl(file.name)} title={`Download ${file.name}`}>
        {file.name}
      </a>
    </td>
    <td className="num">{bytes(file.size)}</td>
    <td>
      <Instant at={file.modifiedAt} />
    </td>
    <td className="num">
      <div className={css.rowTools}>
        <Button
          size="compact-xs"
          leftSection={<PenLine size={12} />}
          aria-label={`Sign ${file.name}`}
          onClick={() => onSign(file)}
        >
          Sign…
        </Button>
        <Button
          size="compact-xs"
          leftSection={<Trash2 size={12} />}
          aria-label={`Delete ${file.name}`}
          onClick={() => onDelete(file)}
        >
          Delete…
        </Button>
      </div>
    </td>
  </tr>
);

function DeleteDialog({ file, onClose }: { file: CsmsFile; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteFile(file.name),
    onSuccess: () => showDone(`${file.name} deleted`),
    onError: (error) => showFailed(`${file.name} was not deleted`, error),
    onSettled: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: filesKey });
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${file.name}?`}
      confirm="Delete"
      destructive
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      A charge point that is told to fetch it gets 404 from then on.
    </ConfirmDialog>
  );
}
