import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { listSecurityEvents } from '../../../api/partCalls';
import type { Charger } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { CallButton } from '../calls/CallButton';
import parts from '../parts.module.css';
import { partKey } from '../useCharger';
import { ClearLog } from './ClearLog';
import css from './security.module.css';

/** The security log, the newest entry first. */
export function SecurityEvents({ charger }: { charger: Charger }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'security', 'events'),
    queryFn: () => listSecurityEvents(charger.id),
  });
  const getLog = <CallButton chargerId={charger.id} action="GetLog" />;
  return (
    <Part
      title="Security events"
      query={query}
      isEmpty={(events) => events.length === 0}
      empty={{
        icon: ShieldCheck,
        title: 'Nothing is in the security log',
        children:
          charger.securityProfile === 0
            ? 'In security profile 0 only messages of the security extension bring entries about.'
            : 'Resets, firmware updates, invalid messages and the like will be listed here.',
        action: (
          <CallButton
            chargerId={charger.id}
            action="ExtendedTriggerMessage"
            payload={{ requestedMessage: 'SignChargePointCertificate' }}
          />
        ),
      }}
      tools={
        <>
          {getLog}
          <ClearLog chargerId={charger.id} />
        </>
      }
    >
      {(events) => (
        <div className={`${table.scroll} ${css.events}`}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>Time</th>
                <th>Event</th>
                <th>Detail</th>
                <th>Told to the CSMS</th>
              </tr>
            </thead>
            <tbody>
              {[...events].reverse().map((event) => (
                <tr key={event.seq}>
                  <td>
                    <Instant at={event.time} />
                  </td>
                  <td>
                    {event.type}
                    {event.critical && (
                      <span className={css.critical} title="Kept until the CSMS has got it">
                        <ShieldAlert size={12} aria-hidden /> critical
                      </span>
                    )}
                  </td>
                  <td className={table.wrap}>{event.techInfo ?? <span className="dim">–</span>}</td>
                  <td className={event.delivered ? undefined : parts.warn}>
                    {event.delivered ? 'yes' : event.critical ? 'waits' : 'no'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}
