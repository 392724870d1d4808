import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { ButtonLink } from '../../components/ButtonLink';
import { ConnectionMark } from '../../components/ConnectionMark';
import { Energy, Power } from '../../components/Quantity';
import { StatusLabel } from '../../components/StatusMark';
import { percent } from '../../lib/format';
import { useChargerRow } from '../../live/live';
import css from './chargers.module.css';

/** One charger at a glance, beside the table. */
export function PreviewPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const row = useChargerRow(id);
  return (
    <aside className={css.preview} aria-label={`Preview of ${id}`}>
      <div className="row">
        <h2 className="grow ellipsis">{id}</h2>
        <ButtonLink to="/chargers/$chargerId" params={{ chargerId: id }}>
          Open
        </ButtonLink>
        <ActionIcon aria-label="Close the preview" onClick={onClose}>
          <X size={15} />
        </ActionIcon>
      </div>
      {!row ? (
        <p className="dim">This charger is not in the active location.</p>
      ) : (
        <>
          <dl className={css.facts}>
            <dt>Connection</dt>
            <dd>
              <ConnectionMark state={row.charger.connection} label />
            </dd>
            <dt>Registration</dt>
            <dd>{row.charger.registration ?? '–'}</dd>
            <dt>Make</dt>
            <dd>
              {row.charger.vendor} {row.charger.model}
            </dd>
            <dt>Firmware</dt>
            <dd>{row.charger.firmwareVersion ?? '–'}</dd>
            <dt>CSMS</dt>
            <dd>{row.charger.effectiveCsmsUrl ?? '–'}</dd>
          </dl>
          {row.charger.evses.map((evse) => (
            <section key={evse.id} className={css.previewEvse} aria-label={`EVSE ${evse.id}`}>
              <div className="row">
                <h3 className="grow">EVSE {evse.id}</h3>
                <StatusLabel status={evse.status} />
              </div>
              <dl className={css.facts} style={{ marginBottom: 0 }}>
                <dt>Power</dt>
                <dd>
                  <Power watts={evse.powerW} /> <span className="dim">of</span> <Power watts={evse.limitW} />
                </dd>
                {evse.vehicle && (
                  <>
                    <dt>Vehicle</dt>
                    <dd>
                      {evse.vehicle.id}, {percent(evse.vehicle.socPercent)}
                    </dd>
                  </>
                )}
                {evse.transaction && (
                  <>
                    <dt>Session</dt>
                    <dd>
                      {evse.transaction.idTag}, <Energy wattHours={evse.transaction.energyWh} />
                    </dd>
                  </>
                )}
              </dl>
            </section>
          ))}
        </>
      )}
    </aside>
  );
}
