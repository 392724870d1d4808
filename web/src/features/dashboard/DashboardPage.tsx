import { Skeleton } from '@mantine/core';
import { EvCharger } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { chunk } from '../../app/chunks';
import { ButtonLink } from '../../components/ButtonLink';
import { Empty } from '../../components/States';
import { useFleet } from '../../live/live';
import { Attention } from './Attention';
import css from './dashboard.module.css';
import { ScenarioStrip } from './ScenarioStrip';
import { Sessions } from './Sessions';
import { StateStrip } from './StateStrip';

const FleetPowerChart = lazy(chunk(() => import('./FleetPowerChart')));

/** What is going on, in ten seconds. */
export function DashboardPage() {
  const fleet = useFleet();
  if (fleet?.total === 0)
    return (
      <Empty
        icon={EvCharger}
        title="No chargers in this location yet"
        action={
          <ButtonLink variant="filled" to="/chargers">
            Go to the chargers
          </ButtonLink>
        }
      >
        There is something to see here once one is created or imported.
      </Empty>
    );
  return (
    <div className={`page scroll ${css.page}`}>
      <h1>{fleet?.locationName ?? 'Dashboard'}</h1>
      {fleet?.scenario && <ScenarioStrip run={fleet.scenario} />}
      {fleet ? <StateStrip statuses={fleet.statuses} /> : <Skeleton height={62} />}
      <section className={css.section} aria-label="Power">
        <h2>
          Power <span className="dim">last hour</span>
        </h2>
        <Suspense fallback={<Skeleton height={200} />}>
          <FleetPowerChart />
        </Suspense>
      </section>
      <div className={css.columns}>
        <Sessions />
        <Attention />
      </div>
    </div>
  );
}
