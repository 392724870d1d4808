import { Button, Checkbox, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, ChevronDown, MapPin } from 'lucide-react';
import { useState } from 'react';
import { activateLocation, listLocations } from '../api/calls';
import type { Location } from '../api/types';
import { ConfirmDialog } from '../components/ConfirmDialog';
import { showDone, showFailed } from '../components/toasts';
import { useFleet } from '../live/live';

const states: Record<Location['state'], string> = { active: 'active', kept: 'kept running', idle: 'idle' };

/** The active location, and the way to make another one active. */
export function LocationSelector() {
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const fleet = useFleet();
  const [chosen, setChosen] = useState<Location | null>(null);
  const active = locations.data?.find((location) => location.state === 'active');
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<MapPin size={14} />}
            rightSection={<ChevronDown size={13} />}
            aria-label={`Location: ${active?.name ?? fleet?.locationName ?? 'unknown'}`}
          >
            <span className="ellipsis">{active?.name ?? fleet?.locationName ?? 'Location'}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>One location is active</Menu.Label>
          {locations.isError && <Menu.Item disabled>{locations.error.message}</Menu.Item>}
          {locations.data?.map((location) => (
            <Menu.Item
              key={location.id}
              onClick={() => location.state !== 'active' && setChosen(location)}
              rightSection={
                location.state === 'active' ? (
                  <Check size={14} aria-label="active" />
                ) : (
                  <span className="dim">{states[location.state]}</span>
                )
              }
            >
              {location.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {chosen && <ActivateDialog location={chosen} from={active} onClose={() => setChosen(null)} />}
    </>
  );
}

function ActivateDialog({
  location,
  from,
  onClose,
}: {
  location: Location;
  from: Location | undefined;
  onClose: () => void;
}) {
  const [keep, setKeep] = useState(false);
  const queries = useQueryClient();
  const activate = useMutation({
    mutationFn: () => activateLocation(location.id, keep),
    onSuccess: async () => {
      onClose();
      showDone(`${location.name} is active`);
      await queries.invalidateQueries();
    },
    onError: (error) => showFailed(`${location.name} was not activated`, error),
  });
  return (
    <ConfirmDialog
      title={`Activate ${location.name}?`}
      confirm="Activate"
      pending={activate.isPending}
      onConfirm={() => activate.mutate()}
      onClose={onClose}
    >
      <p>
        {keep
          ? `The chargers of ${from?.name ?? 'the former location'} go on running beside it.`
          : `The chargers of ${from?.name ?? 'the former location'} are stopped; their transactions end and are reported.`}{' '}
        Those of {location.name} that were running are started.
      </p>
      <Checkbox
        mt="sm"
        label={`Keep ${from?.name ?? 'the former location'} running`}
        checked={keep}
        onChange={(event) => setKeep(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  );
}
