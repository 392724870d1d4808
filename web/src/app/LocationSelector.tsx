import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, MapPin } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { listLocations } from '../api/siteCalls';
import type { Location } from '../api/types';
import { useFleet } from '../live/live';
import { chunk } from './chunks';

const ActivateDialog = lazy(chunk(() => import('./ActivateDialog')));

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
          <Menu.Divider />
          <Menu.Item component={Link} to="/locations">
            All locations…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {chosen && <ActivateDialog location={chosen} from={active} onClose={() => setChosen(null)} />}
      </Suspense>
    </>
  );
}
