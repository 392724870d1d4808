import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { RotateCw, SlidersHorizontal, Square } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { runScenario } from '../../api/scenarioCalls';
import type { Scenario } from '../../api/types';
import { ButtonLink } from '../../components/ButtonLink';
import { CopyButton } from '../../components/CopyButton';
import { Fact, Facts } from '../../components/Facts';
import { Instant } from '../../components/Instant';
import { RunProgress } from '../../components/RunProgress';
import { RunState } from '../../components/RunState';
import { StopRunDialog } from '../../components/StopRunDialog';
import { showFailed } from '../../components/toasts';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { changedOf, type Values } from './formModel';
import css from './run.module.css';
import type { RunStatus } from './runStore';
import type { ScenariosSearch } from './search';

interface Props {
  status: RunStatus;
  /** What the server says of the scenario; it is gone when a user's own was deleted. */
  scenario: Scenario | undefined;
  update: (change: Partial<ScenariosSearch>) => void;
}

/** What runs, how far it is, and what is needed to have the same again. */
export function RunHeader({ status, scenario, update }: Props) {
  const [stopping, setStopping] = useState(false);
  const title = status.title ?? status.scenario ?? '';
  const address = addressOf(status, scenario);
  const again = useMutation({
    mutationFn: () => runScenario(status.locationId, sameAgain(status)),
    onSuccess: () => update({ ...address, show: 'run', q: undefined }),
    onError: (error) => showFailed(`${title} was not started`, error),
  });
  const link = `${window.location.origin}/ui/scenarios?${searchText(address)}`;
  return (
    <div className={css.header}>
      <div className={css.headline}>
        <h2>{title}</h2>
        <RunState running={status.running} endReason={status.endReason} />
        <RunProgress elapsedSeconds={status.elapsedSeconds} durationSeconds={status.durationSeconds} />
        <span className="grow" />
        <ButtonLink to="/scenarios" search={address} leftSection={<SlidersHorizontal size={13} />}>
          Change and run
        </ButtonLink>
        <WhileOnline>
          {status.running ? (
            <Button
              color="red.8"
              variant="filled"
              leftSection={<Square size={12} />}
              onClick={() => setStopping(true)}
            >
              Stop
            </Button>
          ) : (
            <Button
              variant="filled"
              leftSection={<RotateCw size={13} />}
              loading={again.isPending}
              onClick={() => again.mutate()}
            >
              Run again with this seed
            </Button>
          )}
        </WhileOnline>
      </div>
      {status.endDetail && (
        <p role="alert" className={css.failed}>
          {status.endDetail}
        </p>
      )}
      <Facts label="Run">
        <Copied name="Seed" text={String(status.seed ?? '')} />
        <Copied
          name="Plan"
          text={status.hash ?? ''}
          short
          title="SHA-256 of what was planned: the same in every run of the same settings"
        />
        <Copied
          name="Outcome"
          text={status.outcomeHash ?? ''}
          short
          title="SHA-256 of the whole timeline: the same in every such run in virtual time"
        />
        {status.startedAt && (
          <Fact name="Started">
            <Instant at={status.startedAt} />
          </Fact>
        )}
        <Fact name="Acts">
          <span className="tnum">{count(status.plannedActs)}</span>
          {status.refusedActs > 0 && (
            <button
              type="button"
              className={css.refused}
              onClick={() => update({ about: 'problem', origin: undefined })}
            >
              {count(status.refusedActs)} refused
            </button>
          )}
        </Fact>
        <Fact name="Link">
          <span className="row">
            to these settings <CopyButton text={link} what="link" />
          </span>
        </Fact>
      </Facts>
      {stopping && (
        <StopRunDialog locationId={status.locationId} title={title} onClose={() => setStopping(false)} />
      )}
    </div>
  );
}

interface CopiedProps {
  name: string;
  text: string;
  short?: boolean;
  title?: string;
}

const Copied = ({ name, text, short, title }: CopiedProps): ReactNode => (
  <Fact name={name}>
    <span className="row">
      <span className="mono" title={title}>
        {short ? `${text.slice(0, 12)}…` : text}
      </span>
      <CopyButton text={text} what={name.toLowerCase()} />
    </span>
  </Fact>
);

const parametersOf = (status: RunStatus): Values => (status.parameters ?? {}) as Values;

/** The same scenario, parameters, duration and seed. */
const sameAgain = (status: RunStatus) => ({
  scenario: status.scenario ?? '',
  seed: status.seed,
  durationSeconds: Math.round(status.durationSeconds),
  parameters: parametersOf(status) as Record<string, never>,
});

/** Where its form is filled in with the same. */
const addressOf = (status: RunStatus, scenario: Scenario | undefined): ScenariosSearch => ({
  scenario: status.scenario ?? undefined,
  seed: status.seed ?? undefined,
  duration: Math.round(status.durationSeconds),
  with: scenario ? changedOf(scenario, parametersOf(status)) : { ...parametersOf(status) },
});

const searchText = ({ scenario, seed, duration, with: values }: ScenariosSearch): string =>
  new URLSearchParams({
    scenario: scenario ?? '',
    seed: String(seed ?? ''),
    duration: String(duration ?? ''),
    ...(values && Object.keys(values).length > 0 && { with: JSON.stringify(values) }),
  }).toString();
