import { Search } from 'lucide-react';
import { count, kilowatts } from '../lib/format';
import { useFleet, useOffline } from '../live/live';
import { Kbd } from './Kbd';
import { LocationSelector } from './LocationSelector';
import { OfflineNotice } from './OfflineNotice';
import { openPalette } from './paletteState';
import { RunningScenario } from './RunningScenario';
import css from './shell.module.css';
import { ThemeToggle } from './ThemeToggle';
import { TroubleNotice } from './TroubleNotice';

export function TopBar() {
  const offline = useOffline();
  const trouble = useFleet()?.trouble;
  return (
    <header className={css.top}>
      <LocationSelector />
      {offline ? <OfflineNotice /> : trouble ? <TroubleNotice trouble={trouble} /> : <FleetPulse />}
      {!offline && <RunningScenario />}
      <div className="grow" />
      <button type="button" className={css.search} onClick={openPalette}>
        <Search size={14} aria-hidden />
        <span>Go to or do…</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <ThemeToggle />
    </header>
  );
}

/** The fleet in four figures. */
function FleetPulse() {
  const fleet = useFleet();
  const figures: [string, string, string][] = [
    ['connected', fleet ? `${count(fleet.connected)} / ${count(fleet.total)}` : '–', ''],
    ['EVSEs charging', count(fleet?.charging), ''],
    ['power', kilowatts(fleet?.powerW), 'kW'],
    ['messages', fleet ? fleet.messagesPerSecond.toFixed(1) : '–', '/s'],
  ];
  return (
    <dl className={css.pulse} aria-label="Fleet">
      {figures.map(([name, value, unit]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="tnum">
            {value}
            {unit && <span className="unit">{unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
