import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { clearSecurityEvents } from '../../../api/partCalls';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { showFailed } from '../../../components/toasts';
import { partKey } from '../useCharger';

/** Clears the security log, after asking. */
export function ClearLog({ chargerId }: { chargerId: string }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const clear = useMutation({
    mutationFn: () => clearSecurityEvents(chargerId),
    onSuccess: () => queries.invalidateQueries({ queryKey: partKey(chargerId, 'security') }),
    onError: (error) => showFailed('The security log was not cleared', error),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>Clear the log…</Button>
      {asking && (
        <ConfirmDialog
          title="Clear the security log?"
          confirm="Clear"
          destructive
          pending={clear.isPending}
          onConfirm={() => clear.mutate()}
          onClose={() => setAsking(false)}
        >
          Its entries are lost, but for critical ones that the CSMS has not been told of. It then begins with
          SecurityLogWasCleared.
        </ConfirmDialog>
      )}
    </>
  );
}
