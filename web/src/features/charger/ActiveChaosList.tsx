import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import { liftAllChaos, liftChaos } from '../../api/calls';
import type { ActiveChaos, Charger } from '../../api/types';
import { showFailed } from '../../components/toasts';
import { chaosName } from '../../lib/chaos';
import { useNow } from '../../lib/clock';
import { duration } from '../../lib/format';
import css from './actions.module.css';

/** What is active now, with the time it has left. */
export function ActiveChaosList({ charger }: { charger: Charger }) {
  const now = useNow();
  const lift = useMutation({
    mutationFn: (chaosId: string | undefined) =>
      chaosId ? liftChaos(charger.id, chaosId) : liftAllChaos(charger.id),
    onError: (error) => showFailed('The chaos was not lifted', error),
  });
  if (charger.chaos.length === 0) return <p className={css.note}>None is active.</p>;
  return (
    <>
      <ul className={css.active}>
        {charger.chaos.map((chaos) => (
          <li key={chaos.id}>
            <Siren size={15} aria-hidden />
            <span className="grow">
              {chaosName(chaos.kind)}
              {chaos.evseId ? ` on EVSE ${chaos.evseId}` : ''}
              {chaos.detail && <span className="dim tnum"> {chaos.detail}</span>}
            </span>
            <span className="dim tnum">{left(chaos, now)}</span>
            <Button
              loading={lift.isPending && lift.variables === chaos.id}
              onClick={() => lift.mutate(chaos.id)}
            >
              Lift
            </Button>
          </li>
        ))}
      </ul>
      {charger.chaos.length > 1 && (
        <Button mt={8} onClick={() => lift.mutate(undefined)}>
          Lift all
        </Button>
      )}
    </>
  );
}

function left(chaos: ActiveChaos, now: number): string {
  if (!chaos.endsAt) return 'until lifted';
  return `${duration((Date.parse(chaos.endsAt) - now) / 1000)} left`;
}
