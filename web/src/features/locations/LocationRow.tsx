import { ActionIcon, Button, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowDownToLine, Ellipsis, FileDown, Pencil, Trash2 } from 'lucide-react';
import type { Location } from '../../api/types';
import { Power } from '../../components/Quantity';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { LocationState } from './LocationState';
import css from './locations.module.css';

export type LocationAct = 'activate' | 'edit' | 'assign' | 'delete';

interface Props {
  location: Location;
  onAct: (act: LocationAct, location: Location) => void;
}

/** A location, how far its chargers have come up, and what can be done with it. */
export function LocationRow({ location, onAct }: Props) {
  const { id, name, state, chargerCount, runningCount, connectedCount } = location;
  const goal = state === 'idle' ? 0 : runningCount;
  return (
    <tr>
      <th scope="row">
        <button type="button" className={css.name} onClick={() => onAct('edit', location)}>
          {name}
        </button>
        <span className={`${css.address} dim`}>{location.address ?? ''}</span>
      </th>
      <td>
        <LocationState state={state} />
      </td>
      <td className="num">
        <span
          title={`${count(connectedCount)} connected, ${count(runningCount)} should run, ${count(chargerCount)} in all`}
        >
          {count(connectedCount)} / {count(runningCount)} / {count(chargerCount)}
        </span>
        {goal > connectedCount && (
          <progress
            className={css.coming}
            aria-label={`${name}: chargers connected`}
            max={goal}
            value={connectedCount}
          />
        )}
      </td>
      <td className="num">
        {location.vehicleCount > 0 ? (
          <Link to="/vehicles" search={{ location: state === 'active' ? undefined : id }}>
            {count(location.vehicleCount)}
          </Link>
        ) : (
          <span className="dim">0</span>
        )}
      </td>
      <td className={`${css.wide} ${css.url}`} title={location.csmsUrl ?? undefined}>
        {location.csmsUrl ?? <span className="dim">embedded CSMS</span>}
      </td>
      <td className={`num ${css.wide}`}>
        {location.gridLimitW == null ? (
          <span className="dim">none</span>
        ) : (
          <Power watts={location.gridLimitW} />
        )}
      </td>
      <td className={`dim ${css.wide}`}>{location.timeZone}</td>
      <td>
        <WhileOnline>
          <div className={css.acts}>
            {state !== 'active' && <Button onClick={() => onAct('activate', location)}>Activate</Button>}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={30} aria-label={`More for ${name}`}>
                  <Ellipsis size={15} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<Pencil size={14} />} onClick={() => onAct('edit', location)}>
                  Edit…
                </Menu.Item>
                <Menu.Item
                  leftSection={<ArrowDownToLine size={14} />}
                  onClick={() => onAct('assign', location)}
                >
                  Move chargers and vehicles here…
                </Menu.Item>
                {(['chargers', 'vehicles'] as const).map((kind) => (
                  <Menu.Item
                    key={kind}
                    component="a"
                    href={`/export/${kind}?format=csv&locationId=${encodeURIComponent(id)}`}
                    download
                    leftSection={<FileDown size={14} />}
                  >
                    Export {kind} (CSV)
                  </Menu.Item>
                ))}
                <Menu.Divider />
                <Menu.Item
                  color="var(--status-Faulted)"
                  leftSection={<Trash2 size={14} />}
                  disabled={state === 'active'}
                  title={state === 'active' ? 'Activate another location first' : undefined}
                  onClick={() => onAct('delete', location)}
                >
                  Delete…
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </div>
        </WhileOnline>
      </td>
    </tr>
  );
}
