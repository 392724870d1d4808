import { ActionIcon, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Clapperboard, Square } from 'lucide-react';
import { useState } from 'react';
import { RunProgress } from '../components/RunProgress';
import { StopRunDialog } from '../components/StopRunDialog';
import { useFleet } from '../live/live';
import css from './runningScenario.module.css';

/** What runs in the active location, on every page, with the way to it and to its end. */
export function RunningScenario() {
  const fleet = useFleet();
  const [asking, setAsking] = useState(false);
  const run = fleet?.scenario;
  if (!fleet || !run) return null;
  return (
    <section className={css.running} aria-label="Running scenario">
      <Link to="/scenarios" search={{ show: 'run' }} className={css.link} title={run.title}>
        <Clapperboard size={14} aria-hidden />
        <span className={css.title}>{run.title}</span>
        <RunProgress elapsedSeconds={run.elapsedSeconds} durationSeconds={run.durationSeconds} />
      </Link>
      <Tooltip label="Stop the run">
        <ActionIcon size={24} aria-label={`Stop ${run.title}`} onClick={() => setAsking(true)}>
          <Square size={13} />
        </ActionIcon>
      </Tooltip>
      {asking && (
        <StopRunDialog locationId={fleet.locationId} title={run.title} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}
