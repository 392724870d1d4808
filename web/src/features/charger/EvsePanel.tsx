import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { getHistory } from '../../api/calls';
import type { Charger, Evse } from '../../api/types';
import { chunk } from '../../app/chunks';
import { Instant } from '../../components/Instant';
import { Energy, Power, Quantity } from '../../components/Quantity';
import { StatusLabel } from '../../components/StatusMark';
import { useNow } from '../../lib/clock';
import { decimal, duration, percent } from '../../lib/format';
import css from './charger.module.css';
import { DriverActions } from './DriverActions';
import { ReaderDisplay } from './ReaderDisplay';
import { historyKey, type SampleSource } from './useCharger';

const PowerChart = lazy(chunk(() => import('./PowerChart')));

interface Props {
  charger: Charger;
  evse: Evse;
  samples: SampleSource;
}

/** State, car, session and chart of one EVSE, and what a driver can do with it now. */
export function EvsePanel({ charger, evse, samples }: Props) {
  const history = useQuery({
    queryKey: historyKey(charger.id, evse.id),
    queryFn: () => getHistory(charger.id, evse.id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const fault = evse.errorCode !== 'NoError' ? evse.errorCode : null;
  return (
    <section className={css.evse} aria-label={`EVSE ${evse.id}`}>
      <header className={css.evseHeader}>
        <h2>EVSE {evse.id}</h2>
        <StatusLabel status={evse.status} />
        {fault && <span className={css.fault}>{fault}</span>}
        {evse.info && <span className="dim ellipsis">{evse.info}</span>}
        <span className="grow" />
        <span className="dim ellipsis">
          {evse.currentType} {evse.connectorType} {evse.cable}, {evse.maxPowerW / 1000} kW
          {evse.currentType === 'AC' && `, ${evse.phases} ${evse.phases === 1 ? 'phase' : 'phases'}`}
        </span>
      </header>
      <div className={css.evseBody}>
        <div className={css.figures}>
          <dl className={css.figureList}>
            <Figure name="Power">
              <strong className={css.big}>
                <Power watts={evse.powerW} />
              </strong>
            </Figure>
            <Figure name="Limit">
              <Power watts={evse.limitW} />
            </Figure>
            <Figure name="Current">
              <Quantity value={decimal(evse.currentA)} unit="A" />
              {phasesUsed(evse) && <span className="dim"> × {phasesUsed(evse)}</span>}
            </Figure>
            <Figure name="Register">
              <Energy wattHours={evse.energyWh} />
            </Figure>
            <Figure name="Vehicle">
              {evse.vehicle ? evse.vehicle.id : <span className="dim">none</span>}
            </Figure>
            {evse.vehicle && (
              <Figure name="SoC">
                <SocBar value={evse.vehicle.socPercent} />
              </Figure>
            )}
          </dl>
          <Session running={charger.running} evse={evse} />
          <ReaderDisplay evse={evse} />
          <DriverActions charger={charger} evse={evse} />
        </div>
        <div className={css.chart}>
          <Suspense fallback={<Skeleton height={220} />}>
            {history.isPending ? (
              <Skeleton height={220} />
            ) : (
              <PowerChart
                evseId={evse.id}
                maxPowerW={evse.maxPowerW}
                history={history.data ?? []}
                samples={samples}
              />
            )}
          </Suspense>
        </div>
      </div>
    </section>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

function SocBar({ value }: { value: number }) {
  return (
    <span className={css.soc}>
      <span className={css.socTrack} aria-hidden>
        <span style={{ width: `${Math.min(100, Math.max(0, value))}%` }} />
      </span>
      <span className="tnum">{percent(value)}</span>
    </span>
  );
}

function Session({ running, evse }: { running: boolean; evse: Evse }) {
  const now = useNow();
  const { transaction, lastTransaction: last } = evse;
  if (!transaction)
    return (
      <div className={css.noSession}>
        <p className="dim">
          {running ? `No session. ${nextStep(evse)}` : 'The charger is off: start it first.'}
        </p>
        {last && (
          <p className={css.last}>
            <span className="dim">Last session:</span> {last.idTag} · <Energy wattHours={last.energyWh} /> ·{' '}
            <span className="tnum" title="Duration">
              {duration((Date.parse(last.stoppedAt) - Date.parse(last.startedAt)) / 1000)}
            </span>{' '}
            · {last.reason}, <Instant at={last.stoppedAt} />
          </p>
        )}
      </div>
    );
  return (
    <dl className={`${css.figureList} ${css.session}`} aria-label="Session">
      <Figure name="Session energy">
        <strong>
          <Energy wattHours={transaction.energyWh} />
        </strong>
      </Figure>
      <Figure name="Duration">{duration((now - Date.parse(transaction.startedAt)) / 1000)}</Figure>
      <Figure name="idTag">{transaction.idTag}</Figure>
      <Figure name="Transaction">
        {transaction.id ?? (
          <span className="dim" title="The CSMS has not answered StartTransaction yet">
            not known yet
          </span>
        )}
      </Figure>
      <Figure name="Started">
        <Instant at={transaction.startedAt} />
      </Figure>
    </dl>
  );
}

/** On how many phases an AC car charges: it may have fewer than the EVSE. */
function phasesUsed({ currentType, phases, voltageV, powerW, currentA }: Evse): string {
  if (currentType !== 'AC' || !phases || currentA <= 0) return '';
  const used = Math.min(phases, Math.max(1, Math.round(powerW / (voltageV * currentA))));
  return used === 1 ? '1 phase' : `${used} phases`;
}

function nextStep(evse: Evse): string {
  if (evse.status === 'Available') return 'Plug in a car, or present a tag.';
  if (evse.status === 'Preparing')
    return evse.vehicle ? 'Present a tag to start.' : 'Plug in a car to start.';
  if (evse.status === 'Finishing') return 'Unplug the car to free the EVSE.';
  if (evse.status === 'Faulted') return 'Clear the fault under Actions.';
  if (evse.status === 'Unavailable') return 'Set it to Available under Actions.';
  return '';
}
