import { useSearch } from '@tanstack/react-router';
import type { Charger } from '../../../api/types';
import parts from '../parts.module.css';
import type { SampleSource } from '../useCharger';
import { CompositePanel } from './CompositePanel';
import { ProfileStack } from './ProfileStack';

/** What limits the charger: the composite of all profiles over time, and the profiles that it is made of. */
export default function ProfilesTab({ charger, samples }: { charger: Charger; samples: SampleSource }) {
  const { evse = 1 } = useSearch({ from: '/chargers/$chargerId' });
  return (
    <div className={parts.tab}>
      <CompositePanel charger={charger} samples={samples} />
      <ProfileStack charger={charger} evseId={charger.evses.some(({ id }) => id === evse) ? evse : 0} />
    </div>
  );
}
