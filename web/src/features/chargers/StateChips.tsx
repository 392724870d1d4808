import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { Chip } from '../../components/Chip';
import { ConnectionMark } from '../../components/ConnectionMark';
import { StatusLabel } from '../../components/StatusMark';
import { count } from '../../lib/format';
import { connectionStates, statuses } from '../../lib/status';
import css from './chargers.module.css';
import type { ChargerView } from './chargerView';
import { type ChargersSearch, connectionsOf, statusesOf, toggled } from './search';

interface Props {
  search: ChargersSearch;
  view: ChargerView;
  update: (change: Partial<ChargersSearch>) => void;
}

/** Chips per state: with how many EVSEs are in it, and with how many chargers have that connection. */
export function StateChips({ search, view, update }: Props) {
  const chosenStatuses = statusesOf(search);
  const chosenConnections = connectionsOf(search);
  if (view.total === 0 && chosenStatuses.length + chosenConnections.length === 0) return null;
  return (
    <fieldset className={css.chips}>
      <legend>Filter by state</legend>
      <span className={css.chipsOf}>EVSEs</span>
      {statuses.map((status) => {
        const number = view.statusCounts.get(status) ?? 0;
        const chosen = chosenStatuses.includes(status);
        if (number === 0 && !chosen) return null;
        return (
          <CountedChip
            key={status}
            pressed={chosen}
            number={number}
            what="EVSE"
            onClick={() => update({ status: toggled(search.status, status) })}
          >
            <StatusLabel status={status} />
          </CountedChip>
        );
      })}
      <span className={css.chipsOf}>Chargers</span>
      {connectionStates.map((state) => {
        const number = view.connectionCounts.get(state) ?? 0;
        const chosen = chosenConnections.includes(state);
        if (number === 0 && !chosen) return null;
        return (
          <CountedChip
            key={state}
            pressed={chosen}
            number={number}
            what="charger"
            onClick={() => update({ connection: toggled(search.connection, state) })}
          >
            <ConnectionMark state={state} label />
          </CountedChip>
        );
      })}
    </fieldset>
  );
}

interface CountedChipProps {
  pressed: boolean;
  number: number;
  /** What is counted. */
  what: string;
  onClick: () => void;
  children: ReactNode;
}

const CountedChip = ({ number, what, children, ...chip }: CountedChipProps) => (
  <Chip {...chip}>
    {children} <span className="tnum">{count(number)}</span>{' '}
    <VisuallyHidden component="span">{number === 1 ? what : `${what}s`}</VisuallyHidden>
  </Chip>
);
