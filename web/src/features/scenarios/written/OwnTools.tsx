import { ActionIcon, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { deleteScenario, scenarioFileAddress } from '../../../api/scenarioFiles';
import type { Scenario } from '../../../api/types';
import { chunk } from '../../../app/chunks';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { showDone, showFailed } from '../../../components/toasts';
import { WhileOnline } from '../../../components/WhileOnline';

const ScenarioFileDialog = lazy(chunk(() => import('./ScenarioFileDialog')));

interface Props {
  scenario: Scenario;
  onSaved: (name: string) => void;
  onDeleted: () => void;
}

/** What can be done with a scenario of one's own. */
export function OwnTools({ scenario: { name, title }, onSaved, onDeleted }: Props) {
  const queries = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const close = () => setOpen(null);
  const remove = useMutation({
    mutationFn: () => deleteScenario(name),
    onSuccess: async () => {
      onDeleted();
      showDone(`${title} deleted`);
      await queries.invalidateQueries({ queryKey: ['scenarios'] });
    },
    onError: (error) => {
      showFailed(`${title} was not deleted`, error);
      close();
    },
  });
  return (
    <>
      <Tooltip label="Download the file">
        <ActionIcon
          component="a"
          href={scenarioFileAddress(name)}
          download={`${name}.yaml`}
          aria-label={`Export ${title}`}
        >
          <Download size={15} />
        </ActionIcon>
      </Tooltip>
      <WhileOnline>
        <Tooltip label="Edit the file">
          <ActionIcon aria-label={`Edit ${title}`} onClick={() => setOpen('edit')}>
            <Pencil size={15} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete">
          <ActionIcon aria-label={`Delete ${title}`} onClick={() => setOpen('delete')}>
            <Trash2 size={15} />
          </ActionIcon>
        </Tooltip>
      </WhileOnline>
      <Suspense>
        {open === 'edit' && (
          <ScenarioFileDialog
            name={name}
            onClose={close}
            onSaved={(saved) => {
              close();
              onSaved(saved);
            }}
          />
        )}
      </Suspense>
      {open === 'delete' && (
        <ConfirmDialog
          title={`Delete ${title}?`}
          confirm="Delete"
          destructive
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          Its file is gone from the simulator. A run of it goes on, and its timeline stays readable.
        </ConfirmDialog>
      )}
    </>
  );
}
