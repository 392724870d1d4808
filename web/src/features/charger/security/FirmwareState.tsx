import { useQuery } from '@tanstack/react-query';
import { Check, Circle, CircleDot, HardDriveDownload, X } from 'lucide-react';
import { getFirmware } from '../../../api/partCalls';
import type { Charger, FirmwareUpdate } from '../../../api/types';
import { Fact, Facts } from '../../../components/Facts';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import { bytes } from '../../../lib/format';
import { CallButton } from '../calls/CallButton';
import { partKey } from '../useCharger';
import { phaseNames, type StepState, updateSteps } from './firmwareSteps';
import css from './security.module.css';

/** The version that runs, and how the last update went or goes. */
export function FirmwareState({ charger }: { charger: Charger }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'firmware'),
    queryFn: () => getFirmware(charger.id),
  });
  const tools = (
    <>
      <CallButton chargerId={charger.id} action="UpdateFirmware" />
      <CallButton chargerId={charger.id} action="SignedUpdateFirmware" />
    </>
  );
  return (
    <Part
      title="Firmware"
      query={query}
      isEmpty={(firmware) => !firmware.update}
      empty={{
        icon: HardDriveDownload,
        title: query.data?.version ? `${query.data.version} runs; no update so far` : 'No update so far',
        children: 'The CSMS starts an update with UpdateFirmware, or SignedUpdateFirmware with a signature.',
        action: tools,
      }}
      tools={tools}
    >
      {({ version, update }) => (
        <>
          <Facts>
            <Fact name="Runs">{version ?? '–'}</Fact>
            {update && <UpdateFacts update={update} />}
          </Facts>
          {update && <Steps update={update} />}
          {update && <Statuses update={update} />}
        </>
      )}
    </Part>
  );
}

function UpdateFacts({ update }: { update: FirmwareUpdate }) {
  return (
    <>
      <Fact name="Update">
        {update.version} {phaseNames[update.phase]}
        <span className="dim">
          {' '}
          since <Instant at={update.since} />
        </span>
      </Fact>
      {update.requestId !== null && <Fact name="Request">{update.requestId}</Fact>}
      <Fact name="From">
        <span className="mono">{update.location}</span>
      </Fact>
      <Fact name="Retrieve">
        <Instant at={update.retrieveAt} />
      </Fact>
      {update.installAt && (
        <Fact name="Install">
          <Instant at={update.installAt} />
        </Fact>
      )}
      {update.bytes !== null && <Fact name="Size">{bytes(update.bytes)}</Fact>}
      {update.failedAttempts > 0 && (
        <Fact name="Failed attempts">
          {update.failedAttempts}, {update.retriesLeft} left
        </Fact>
      )}
      {update.detail && <Fact name="Last">{update.detail}</Fact>}
    </>
  );
}

const icons: Record<StepState, typeof Check> = { done: Check, now: CircleDot, ahead: Circle, failed: X };
const spoken: Record<StepState, string> = { done: 'done', now: 'now', ahead: 'ahead', failed: 'failed' };

function Steps({ update }: { update: FirmwareUpdate }) {
  return (
    <ol className={css.steps} aria-label="Progress of the update">
      {updateSteps(update.phase).map(({ name, state }) => {
        const Icon = icons[state];
        return (
          <li key={name} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <Icon size={13} aria-label={spoken[state]} />
            {name}
          </li>
        );
      })}
    </ol>
  );
}

/** Tells when the update reached what the CSMS is told. */
function Statuses({ update }: { update: FirmwareUpdate }) {
  if (update.statuses.length === 0) return null;
  return (
    <ol className={css.told} aria-label="Statuses for the CSMS">
      {update.statuses.map(({ time, status }) => (
        <li key={`${time} ${status}`}>
          <span className="dim">
            <Instant at={time} />
          </span>
          {status}
        </li>
      ))}
    </ol>
  );
}
