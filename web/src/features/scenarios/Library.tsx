import { useQuery } from '@tanstack/react-query';
import { Clapperboard, EvCharger } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { listScenarios } from '../../api/scenarioCalls';
import type { Location, Scenario } from '../../api/types';
import { ButtonLink } from '../../components/ButtonLink';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import { RunFormPanel } from './RunFormPanel';
import css from './scenarios.module.css';
import type { ScenariosSearch } from './search';
import { span } from './seconds';

interface Props {
  location: Location;
  search: ScenariosSearch;
  update: (change: Partial<ScenariosSearch>, replace?: boolean) => void;
}

/** All scenarios as cards, and the form of the chosen one. */
export function Library({ location, search, update }: Props) {
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: listScenarios });
  if (scenarios.isError && !scenarios.data)
    return (
      <Failure
        what="The scenarios could not be loaded"
        error={scenarios.error}
        retry={() => void scenarios.refetch()}
      />
    );
  if (!scenarios.data)
    return (
      <SkeletonLines
        className={css.loading}
        label="Loading the scenarios"
        widths={['30%', '60%', '55%', '40%']}
        height={14}
        gap={12}
      />
    );
  const chosen = scenarios.data.find(({ name }) => name === search.scenario) ?? scenarios.data[0];
  const unknown = search.scenario !== undefined && chosen?.name !== search.scenario;
  const choose = (name: string | undefined) =>
    update({ scenario: name, seed: undefined, duration: undefined, with: undefined });
  if (!chosen) return <Empty icon={Clapperboard} title="There are no scenarios" />;
  return (
    <div className={css.library}>
      <ul className={css.cards} aria-label="Scenarios">
        {scenarios.data.map((scenario) => (
          <li key={scenario.name}>
            <Card scenario={scenario} chosen={scenario === chosen} onChoose={() => choose(scenario.name)} />
          </li>
        ))}
      </ul>
      <section className={css.detail} aria-label={chosen.title}>
        {unknown && (
          <p role="alert" className={css.warning}>
            There is no scenario ‘{search.scenario}’ here. Choose one of these.
          </p>
        )}
        {location.chargerCount === 0 ? (
          <NoChargers location={location} title={chosen.title} />
        ) : (
          <RunFormPanel
            key={formKey(chosen)}
            scenario={chosen}
            location={location}
            search={search}
            update={update}
            onChoose={choose}
          />
        )}
      </section>
    </div>
  );
}

/** A form begins anew with another scenario, and when a file has changed what its own takes. */
const formKey = ({ name, parameters }: Scenario): string =>
  `${name} ${parameters.map(({ name: each, type }) => `${each}:${type}`).join(' ')}`;

function Card({ scenario, chosen, onChoose }: { scenario: Scenario; chosen: boolean; onChoose: () => void }) {
  const card = useRef<HTMLButtonElement>(null);
  // A link may lead to one that is not in sight.
  useEffect(() => {
    if (chosen) card.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <button ref={card} type="button" className={css.card} aria-pressed={chosen} onClick={onChoose}>
      <span className={css.cardHead}>
        <strong className="grow ellipsis">{scenario.title}</strong>
        {!scenario.builtIn && <span className={css.own}>yours</span>}
        <span className="dim tnum">{span(scenario.durationSeconds)}</span>
      </span>
      <span className={css.cardText}>{scenario.description}</span>
    </button>
  );
}

const NoChargers = ({ location, title }: { location: Location; title: string }) => (
  <Empty
    icon={EvCharger}
    title={`No chargers in ${location.name} yet`}
    action={
      <>
        <ButtonLink variant="filled" to="/chargers">
          Add chargers
        </ButtonLink>
        <ButtonLink to="/import">Import a file</ButtonLink>
      </>
    }
  >
    {title} needs chargers to act on. Add some, or choose another location at the top.
  </Empty>
);
