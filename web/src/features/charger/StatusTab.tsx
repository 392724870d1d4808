import type { Charger } from '../../api/types';
import css from './charger.module.css';
import { EvsePanel } from './EvsePanel';
import type { SampleSource } from './useCharger';

/** One panel per EVSE. */
export function StatusTab({ charger, samples }: { charger: Charger; samples: SampleSource }) {
  return (
    <div className={css.evses}>
      {charger.evses.map((evse) => (
        <EvsePanel key={evse.id} charger={charger} evse={evse} samples={samples} />
      ))}
    </div>
  );
}
