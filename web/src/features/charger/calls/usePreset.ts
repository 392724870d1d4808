import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { getLocalList, listChargingProfiles, listReservations } from '../../../api/partCalls';
import type { Charger } from '../../../api/types';
import type { JsonObject } from '../../../lib/json';
import { localListPreset } from '../access/localListPreset';
import { profilePreset } from '../profiles/profilePreset';
import { partKey } from '../useCharger';

interface Preset {
  /** Whether what it depends on is still being fetched. */
  pending: boolean;
  /** Undefined when the action's own example is as good. */
  payload: JsonObject | undefined;
}

/** What a call chosen by its name alone begins with: the same as from the tab's button, by what the charger has. */
export function usePreset(charger: Charger, action: string | undefined): Preset {
  const { evse } = useSearch({ from: '/chargers/$chargerId' });
  const profiles = useQuery({
    queryKey: partKey(charger.id, 'charging-profiles', 'stack'),
    queryFn: () => listChargingProfiles(charger.id),
    enabled: action === 'SetChargingProfile' || action === 'ClearChargingProfile',
  });
  const reservations = useQuery({
    queryKey: partKey(charger.id, 'reservations'),
    queryFn: () => listReservations(charger.id),
    enabled: action === 'CancelReservation',
  });
  const list = useQuery({
    queryKey: partKey(charger.id, 'local-list'),
    queryFn: () => getLocalList(charger.id),
    enabled: action === 'SendLocalList',
  });
  const pending = [profiles, reservations, list].some((query) => query.isLoading);
  const place = charger.evses.some(({ id }) => id === evse) || evse === 0 ? evse : 1;
  switch (action) {
    case 'SetChargingProfile':
      return { pending, payload: profilePreset(charger, place ?? 1, profiles.data ?? []) };
    case 'ClearChargingProfile': {
      const id = profiles.data?.[0]?.profile.chargingProfileId;
      return { pending, payload: id === undefined ? undefined : { id } };
    }
    case 'CancelReservation': {
      const reservationId = reservations.data?.[0]?.reservationId;
      return { pending, payload: reservationId === undefined ? undefined : { reservationId } };
    }
    case 'SendLocalList':
      return { pending, payload: localListPreset(list.data) };
    default:
      return { pending, payload: undefined };
  }
}
