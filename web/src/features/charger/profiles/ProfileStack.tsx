import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { listChargingProfiles } from '../../../api/partCalls';
import type { Charger, ChargingProfile, ChargingProfileEntry } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { CallButton } from '../calls/CallButton';
import { partKey } from '../useCharger';
import { profilePreset } from './profilePreset';
import css from './profiles.module.css';
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
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>Profile</th>
                <th className="num">Level</th>
                <th>When</th>
                <th>Schedule</th>
                <th className="num">Id</th>
                <th>
                  <span className={table.hidden}>Clear</span>
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
  const { profile } = entry;
  return (
    <tr>
      <td>
        {profile.chargingProfilePurpose}
        <div className={`dim ${css.scope}`}>{scopeOf(entry)}</div>
      </td>
      <td className="num">{profile.stackLevel}</td>
      <td className={table.wrap}>
        <Kind profile={profile} />
        <Validity profile={profile} />
      </td>
      <td className={table.wrap}>
        <ScheduleCell schedule={profile.chargingSchedule} />
      </td>
      <td className="num">{profile.chargingProfileId}</td>
      <td className="num">
        <CallButton
          chargerId={chargerId}
          action="ClearChargingProfile"
          payload={{ id: profile.chargingProfileId }}
          inRow
          aria-label={`Clear profile ${profile.chargingProfileId}`}
        >
          Clear…
        </CallButton>
      </td>
    </tr>
  );
}

/** What it applies to: `EVSE 1, transaction 17`. */
function scopeOf({ connectorId, transactionId, profile }: ChargingProfileEntry): string {
  const place =
    connectorId > 0
      ? `EVSE ${connectorId}`
      : profile.chargingProfilePurpose === 'ChargePointMaxProfile'
        ? 'whole charger'
        : 'every EVSE';
  const transaction = transactionId ?? profile.transactionId;
  return transaction == null ? place : `${place}, transaction ${transaction}`;
}

function Kind({ profile }: { profile: ChargingProfile }) {
  const { chargingProfileKind, recurrencyKind, chargingSchedule } = profile;
  const start = chargingSchedule.startSchedule;
  return (
    <div>
      {chargingProfileKind === 'Recurring' ? (recurrencyKind ?? chargingProfileKind) : chargingProfileKind}
      {start && chargingProfileKind !== 'Relative' && (
        <span className="dim">
          {' '}
          from <Instant at={start} />
        </span>
      )}
    </div>
  );
}

function Validity({ profile: { validFrom, validTo } }: { profile: ChargingProfile }) {
  if (!validFrom && !validTo) return null;
  return (
    <div className="dim">
      valid
      {validFrom && (
        <>
          {' '}
          from <Instant at={validFrom} />
        </>
      )}
      {validTo && (
        <>
          {' '}
          until <Instant at={validTo} />
        </>
      )}
    </div>
  );
}
