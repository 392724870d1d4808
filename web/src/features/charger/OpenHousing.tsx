import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import { openHousing } from '../../api/partCalls';
import type { Charger } from '../../api/types';
import { showDone, showFailed } from '../../components/toasts';

/** Opens the charger's housing. That it is closed again is no event, so there is nothing to do for it. */
export function OpenHousing({ charger }: { charger: Charger }) {
  const open = useMutation({
    mutationFn: () => openHousing(charger.id),
    onSuccess: () => showDone('The housing was opened', 'TamperDetectionActivated is in the security log.'),
    onError: (error) => showFailed('The housing was not opened', error),
  });
  return (
    <Button
      leftSection={<PackageOpen size={13} />}
      disabled={!charger.running}
      loading={open.isPending}
      onClick={() => open.mutate()}
    >
      Open the housing
    </Button>
  );
}
