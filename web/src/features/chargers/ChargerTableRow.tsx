import { Siren } from 'lucide-react';
import { memo } from 'react';
import type { Charger } from '../../api/types';
import { ConnectionMark } from '../../components/ConnectionMark';
import { Energy, Power } from '../../components/Quantity';
import { Sparkline } from '../../components/Sparkline';
import { StatusMark } from '../../components/StatusMark';
import { ago, percent, utc } from '../../lib/format';
import { useChargerRow } from '../../live/live';
import css from './chargers.module.css';
import { sessionEnergyWh } from './chargerView';

interface Props {
  id: string;
  index: number;
  top: number;
  now: number;
  active: boolean;
  selected: boolean;
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
  /** `range`: from the row that was active before to this one. */
  onActivate: (id: string, range: boolean) => void;
}

export const ChargerTableRow = memo(function ChargerTableRow(props: Props) {
  const { id, now } = props;
  const row = useChargerRow(id);
  if (!row) return null;
  const { charger } = row;
  const inSession = charger.evses.some((evse) => evse.transaction);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      id={`row-${id}`}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      tabIndex={-1}
      data-active={props.active || undefined}
      className={css.row}
      style={{ transform: `translateY(${props.top}px)` }}
      onMouseDown={(event) => {
        // A range of rows is meant, not one of text.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => props.onActivate(id, event.shiftKey)}
      onDoubleClick={() => props.onOpen(id)}
    >
      <div role="gridcell" className={css.check}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${id}`}
          checked={props.selected}
          onChange={() => props.onToggle(id)}
        />
      </div>
      <div role="gridcell" className={css['col-id']}>
        <a
          href={`/ui/chargers/${encodeURIComponent(id)}`}
          tabIndex={-1}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            if (!event.shiftKey) props.onOpen(id);
          }}
        >
          {id}
        </a>
        {charger.chaos.length > 0 && (
          <span className={css.chaos} title={`Chaos: ${charger.chaos.map((each) => each.kind).join(', ')}`}>
            <Siren size={13} role="img" aria-label="chaos is active" />
          </span>
        )}
      </div>
      <div role="gridcell" className={css['col-connection']}>
        <ConnectionMark state={charger.connection} label />
      </div>
      <div role="gridcell" className={css['col-evses']} data-off={charger.connection === 'off' || undefined}>
        {charger.evses.map((evse) => (
          <StatusMark key={evse.id} status={evse.status} of={`EVSE ${evse.id}`} />
        ))}
      </div>
      <div
        role="gridcell"
        className={`${css['col-power']} ${row.powerW > 0 ? '' : 'dim'}`}
        data-align="right"
      >
        <Power watts={row.powerW} />
      </div>
      <div role="gridcell" className={css['col-trail']}>
        <Sparkline trail={row.trail} maxW={ratedW(charger)} now={now} />
      </div>
      <div role="gridcell" className={css['col-session']} title={sessionsOf(charger)}>
        <Sessions charger={charger} />
      </div>
      <div role="gridcell" className={css['col-energy']} data-align="right">
        {inSession ? <Energy wattHours={sessionEnergyWh(row)} /> : <span className="dim">–</span>}
      </div>
      <div role="gridcell" className={`${css['col-model']} ellipsis dim`}>
        {charger.vendor} {charger.model}
      </div>
      <div
        role="gridcell"
        className={`${css['col-csms']} ellipsis dim`}
        title={charger.effectiveCsmsUrl ?? undefined}
      >
        {hostOf(charger.effectiveCsmsUrl)}
      </div>
      <div role="gridcell" className={`${css['col-last']} dim`} data-align="right">
        <span className="tnum" title={charger.lastMessageAt ? utc(charger.lastMessageAt) : undefined}>
          {ago(charger.lastMessageAt, now)}
        </span>
      </div>
    </div>
  );
});

function Sessions({ charger }: { charger: Charger }) {
  const running = charger.evses.filter((evse) => evse.transaction);
  if (running.length === 0) return <span className="dim">–</span>;
  return (
    <>
      {running.map((evse) => (
        <span key={evse.id} className={css.session}>
          {evse.vehicle && <span className={css.soc}>{percent(evse.vehicle.socPercent)}</span>}
          {evse.transaction?.idTag}
        </span>
      ))}
    </>
  );
}

/** All sessions in words, for the tooltip: the cell may have no room for them. */
const sessionsOf = (charger: Charger): string | undefined =>
  charger.evses
    .flatMap(({ id, transaction, vehicle }) =>
      transaction
        ? [
            `EVSE ${id}: ${transaction.idTag}${vehicle ? `, ${vehicle.id} at ${percent(vehicle.socPercent)}` : ''}`,
          ]
        : [],
    )
    .join('\n') || undefined;

const ratedW = (charger: Charger): number =>
  charger.evses.reduce((sum, evse) => sum + evse.maxPowerW, 0) || 1;

function hostOf(url: string | null): string {
  if (!url) return '–';
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
