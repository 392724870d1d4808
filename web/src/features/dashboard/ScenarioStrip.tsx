import { Link } from '@tanstack/react-router';
import { Clapperboard } from 'lucide-react';
import type { RunningScenario } from '../../api/types';
import { RunProgress } from '../../components/RunProgress';
import css from './dashboard.module.css';

/** What runs in the location; its end is in the top bar. */
export const ScenarioStrip = ({ run }: { run: RunningScenario }) => (
  <section className={css.scenario} aria-label="Scenario">
    <Clapperboard size={15} aria-hidden />
    <Link to="/scenarios" search={{ show: 'run' }}>
      {run.title}
    </Link>
    <RunProgress elapsedSeconds={run.elapsedSeconds} durationSeconds={run.durationSeconds} />
  </section>
);
