import { Compass } from 'lucide-react';
import { ButtonLink } from '../components/ButtonLink';
import { Empty } from '../components/States';

export function NotFound() {
  return (
    <Empty
      whole
      icon={Compass}
      title="There is no such page"
      action={<ButtonLink to="/chargers">Go to the chargers</ButtonLink>}
    >
      The address may be mistyped, or from another version of the simulator.
    </Empty>
  );
}
