import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { listIdTags, removeIdTag, setIdTag } from '../../api/csmsCalls';
import { fieldErrors, messageOf } from '../../api/problem';
import type { IdTagInput } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Instant } from '../../components/Instant';
import { Failure } from '../../components/States';
import table from '../../components/table.module.css';
import { showDone, showFailed } from '../../components/toasts';
import css from './csms.module.css';

const states = ['Accepted', 'Blocked', 'Expired', 'Invalid'] as const;

/** Who may charge: tags that were set; every other one is accepted. */
export function IdTags() {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['id-tags'], queryFn: listIdTags });
  const [idTag, setTag] = useState('');
  const [status, setStatus] = useState<IdTagInput['status']>('Blocked');
  const [parentIdTag, setParent] = useState('');
  const [expires, setExpires] = useState('');
  const set = useMutation({
    mutationFn: setIdTag,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['id-tags'] }),
  });
  const [removing, setRemoving] = useState<string>();
  const tagField = useRef<HTMLInputElement>(null);
  const errors = fieldErrors(set.error);
  const clear = () => {
    setTag('');
    setParent('');
    setExpires('');
    tagField.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expiryDate = expires && new Date(expires).toISOString();
    set.mutate(
      { idTag, status, ...(parentIdTag && { parentIdTag }), ...(expiryDate && { expiryDate }) },
      { onSuccess: clear },
    );
  };
  return (
    <div className={css.pad}>
      <p className="dim">A tag that was never set here is accepted.</p>
      <form onSubmit={submit} className={css.tagForm}>
        <TextInput
          ref={tagField}
          label="idTag"
          maxLength={20}
          value={idTag}
          error={errors.idTag}
          onChange={(event) => setTag(event.currentTarget.value)}
        />
        <Select
          label="State"
          data={states}
          value={status}
          error={errors.status}
          onChange={(value) => value && setStatus(value as IdTagInput['status'])}
        />
        <TextInput
          label="Group (parentIdTag)"
          maxLength={20}
          value={parentIdTag}
          error={errors.parentIdTag}
          onChange={(event) => setParent(event.currentTarget.value)}
        />
        <TextInput
          label="Expires (local time)"
          type="datetime-local"
          value={expires}
          error={errors.expiryDate}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={!idTag} loading={set.isPending}>
          Set
        </Button>
      </form>
      {set.error && Object.keys(errors).length === 0 && (
        <p role="alert" className={css.bad}>
          {messageOf(set.error)}
        </p>
      )}
      {query.isError && !query.data ? (
        <Failure what="The tags could not be loaded" error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <Skeleton height={60} />
      ) : query.data.length === 0 ? (
        <p className="dim">No tag was set so far.</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th>idTag</th>
              <th>State</th>
              <th>Group</th>
              <th>Expires</th>
              <th>
                <span className={table.hidden}>Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((tag) => (
              <tr key={tag.idTag}>
                <td>{tag.idTag}</td>
                <td>{tag.status}</td>
                <td>{tag.parentIdTag ?? '–'}</td>
                <td>{tag.expiryDate ? <Instant at={tag.expiryDate} /> : '–'}</td>
                <td className="num">
                  <Button
                    variant="subtle"
                    aria-label={`${tag.status === 'Accepted' ? 'Block' : 'Accept'} ${tag.idTag}`}
                    onClick={() =>
                      set.mutate({ ...tag, status: tag.status === 'Accepted' ? 'Blocked' : 'Accepted' })
                    }
                  >
                    {tag.status === 'Accepted' ? 'Block' : 'Accept'}
                  </Button>
                  <Button
                    variant="subtle"
                    aria-label={`Remove ${tag.idTag}`}
                    onClick={() => setRemoving(tag.idTag)}
                  >
                    Remove…
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {removing !== undefined && <RemoveDialog idTag={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  );
}

function RemoveDialog({ idTag, onClose }: { idTag: string; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeIdTag(idTag),
    onSuccess: () => showDone(`${idTag} removed`),
    onError: (error) => showFailed(`${idTag} was not removed`, error),
    onSettled: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ['id-tags'] });
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${idTag}?`}
      confirm="Remove"
      destructive
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      It counts as a tag that was never set from then on.
    </ConfirmDialog>
  );
}
