import { ActionIcon } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { HardDrive, Trash2 } from 'lucide-react';
import { deleteLogFile, listLogFiles, logFileUrl } from '../../api/calls';
import { Dialog } from '../../components/Dialog';
import { Instant } from '../../components/Instant';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import table from '../../components/table.module.css';
import { showFailed } from '../../components/toasts';
import { bytes } from '../../lib/format';

const key = ['log-files'];

/** What durable logs have on the disk. */
export default function LogFilesDialog({ onClose }: { onClose: () => void }) {
  const query = useQuery({ queryKey: key, queryFn: listLogFiles, gcTime: 0 });
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ locationId, name }: { locationId: string; name: string }) =>
      deleteLogFile(locationId, name),
    onError: (error) => showFailed('The file was not deleted', error),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Dialog onClose={onClose} title="Log files" size={720}>
      {query.isPending ? (
        <SkeletonLines label="Loading the files" widths={['80%', '70%', '75%']} height={12} gap={10} />
      ) : query.isError ? (
        <Failure
          what="The files could not be loaded"
          error={query.error}
          retry={() => void query.refetch()}
        />
      ) : query.data.length === 0 ? (
        <Empty icon={HardDrive} title="No log is kept on the disk">
          Switch <Link to="/locations">a location’s</Link> durable log on: what its chargers write down is
          then kept in files of 16 MB as well.
        </Empty>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th>Location</th>
              <th>File</th>
              <th>Last written</th>
              <th className="num">Size</th>
              <th aria-label="Delete" />
            </tr>
          </thead>
          <tbody>
            {query.data.toReversed().map(({ locationId, name, bytes: size, writtenAt }) => (
              <tr key={`${locationId}/${name}`}>
                <td>{locationId}</td>
                <td>
                  <a href={logFileUrl(locationId, name)} download>
                    {name}
                  </a>
                </td>
                <td>
                  <Instant at={writtenAt} />
                </td>
                <td className="num">{bytes(size)}</td>
                <td>
                  <ActionIcon
                    aria-label={`Delete ${name} of ${locationId}`}
                    loading={remove.isPending && remove.variables.name === name}
                    onClick={() => remove.mutate({ locationId, name })}
                  >
                    <Trash2 size={14} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
