import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { getCsmsCharger } from '../../api/csmsCalls';
import { ButtonLink } from '../../components/ButtonLink';
import { ConnectionMark } from '../../components/ConnectionMark';
import { Fact, Facts } from '../../components/Facts';
import { Instant } from '../../components/Instant';
import { Failure } from '../../components/States';
import { StatusLabel } from '../../components/StatusMark';
import { useChargerRow } from '../../live/live';
import { CallForm } from './CallForm';
import css from './csms.module.css';
import { SessionsTable } from './SessionsTable';

/** One charge point through the eyes of the central system. */
export function ChargePointPanel({ id }: { id: string }) {
  const query = useQuery({ queryKey: ['csms', 'charger', id], queryFn: () => getCsmsCharger(id) });
  const { action, payload } = useSearch({ from: '/csms' });
  const navigate = useNavigate();
  const simulated = useChargerRow(id);
  if (query.isError && !query.data)
    return (
      <Failure what={`${id} could not be loaded`} error={query.error} retry={() => void query.refetch()} />
    );
  if (!query.data) return <Skeleton height={120} m={16} />;
  const point = query.data;
  return (
    <div className={css.pad}>
      <div className="row">
        <h2 className={`${css.title} grow`}>{id}</h2>
        {simulated && (
          <ButtonLink to="/chargers/$chargerId" params={{ chargerId: id }}>
            Open the charger
          </ButtonLink>
        )}
      </div>
      <Facts>
        <Fact name="Link">
          <ConnectionMark state={point.online ? 'connected' : 'off'} /> {point.online ? 'online' : 'offline'}
          {point.connectedAt && (
            <span className="dim">
              {' '}
              since <Instant at={point.connectedAt} />
            </span>
          )}
        </Fact>
        <Fact name="Registration">{point.registration ?? '–'}</Fact>
        <Fact name="Booted">{point.bootedAt ? <Instant at={point.bootedAt} /> : '–'}</Fact>
        <Fact name="Make">
          {point.boot ? `${point.boot.chargePointVendor} ${point.boot.chargePointModel}` : '–'}
        </Fact>
        <Fact name="Firmware">{point.boot?.firmwareVersion ?? '–'}</Fact>
        <Fact name="Calls waiting">{point.queuedCalls}</Fact>
      </Facts>
      <Facts>
        {point.connectors.map((connector) => (
          <Fact
            key={connector.connectorId}
            name={connector.connectorId === 0 ? 'Charge point' : `Connector ${connector.connectorId}`}
          >
            <StatusLabel status={connector.status} />
            {connector.errorCode !== 'NoError' && <span className="dim"> {connector.errorCode}</span>}
          </Fact>
        ))}
      </Facts>
      <section className={css.section} aria-label="Send a call">
        <h2>Send a call</h2>
        <CallForm
          id={id}
          online={point.online}
          action={action}
          payload={payload}
          onChoose={(name, next) =>
            void navigate({
              to: '/csms',
              search: (former) => ({ ...former, action: name, payload: next }),
              replace: true,
            })
          }
        />
      </section>
      <section className={css.section} aria-label="Sessions">
        <h2>Sessions</h2>
        <SessionsTable chargerId={id} />
      </section>
    </div>
  );
}
