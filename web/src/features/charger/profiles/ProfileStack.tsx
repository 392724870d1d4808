import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { listChargingProfiles } from '../../../api/partCalls';
import type { Charger, ChargingProfile, ChargingProfileEntry } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import { CallButton } from '../calls/CallButton';
import { Part } from '../Part';
import parts from '../parts.module.css';
import { partKey } from '../useCharger';
import { profilePreset } from './profilePreset';
import { ScheduleCell } from './ScheduleCell';

/** The installed profiles: by connector and purpose, of each stack the highest level first. */
export function ProfileStack({ charger, evseId }: { charger: Charger; evseId: number }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'charging-profiles', 'stack'),
    queryFn: () => listChargingProfiles(charger.id),
  });
  const set = (
    <CallButton
      chargerId={charger.id}
      action="SetChargingProfile"
      payload={profilePreset(charger, evseId, query.data ?? [])}
    />
  );
  return (
    <Part
      title="Installed profiles"
      query={query}
      isEmpty={(entries) => entries.length === 0}
      empty={{
        icon: ChartNoAxesColumn,
        title: 'No charging profile is installed',
        children: 'The rating of the EVSE is its only limit until the CSMS sends SetChargingProfile.',
        action: set,
      }}
      tools={
        <>
          {set}
          <CallButton chargerId={charger.id} action="ClearChargingProfile" />
        </>
      }
    >
      {(entries) => (
        <div className={parts.scroll}>
          <table className={parts.table}>
            <thead>
              <tr>
                <th>Applies to</th>
                <th>Purpose</th>
                <th className="num">Level</th>
                <th>Kind</th>
                <th>Valid</th>
                <th className="num">Transaction</th>
                <th>Schedule</th>
                <th className="num">Id</th>
                <th>
                  <span className={parts.hidden}>Clear</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Row
                  key={`${entry.connectorId} ${entry.profile.chargingProfileId}`}
                  chargerId={charger.id}
                  entry={entry}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}

function Row({ chargerId, entry }: { chargerId: string; entry: ChargingProfileEntry }) {
  const { connectorId, profile } = entry;
  return (
    <tr>
      <td>
        {connectorId > 0
          ? `EVSE ${connectorId}`
          : profile.chargingProfilePurpose === 'ChargePointMaxProfile'
            ? 'whole charger'
            : 'every EVSE'}
      </td>
      <td>{profile.chargingProfilePurpose}</td>
      <td className="num">{profile.stackLevel}</td>
      <td>
        <Kind profile={profile} />
      </td>
      <td>
        <Validity profile={profile} />
      </td>
      <td className="num">
        {entry.transactionId ?? profile.transactionId ?? <span className="dim">–</span>}
      </td>
      <td>
        <ScheduleCell schedule={profile.chargingSchedule} />
      </td>
      <td className="num">{profile.chargingProfileId}</td>
      <td className="num">
        <CallButton
          chargerId={chargerId}
          action="ClearChargingProfile"
          payload={{ id: profile.chargingProfileId }}
          aria-label={`Clear profile ${profile.chargingProfileId}`}
        >
          Clear…
        </CallButton>
      </td>
    </tr>
  );
}

function Kind({ profile }: { profile: ChargingProfile }) {
  const { chargingProfileKind, recurrencyKind, chargingSchedule } = profile;
  const start = chargingSchedule.startSchedule;
  return (
    <>
      {chargingProfileKind === 'Recurring' ? (recurrencyKind ?? chargingProfileKind) : chargingProfileKind}
      {start && chargingProfileKind !== 'Relative' && (
        <span className="dim">
          {' '}
          from <Instant at={start} />
        </span>
      )}
    </>
  );
}

function Validity({ profile: { validFrom, validTo } }: { profile: ChargingProfile }) {
  if (!validFrom && !validTo) return <span className="dim">always</span>;
  return (
    <>
      {validFrom && (
        <>
          from <Instant at={validFrom} />
        </>
      )}{' '}
      {validTo && (
        <>
          until <Instant at={validTo} />
        </>
      )}
    </>
  );
}
