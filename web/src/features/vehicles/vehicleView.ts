import type { Vehicle } from '../../api/types';
import { naturalKey } from '../../lib/format';
import type { SortKey } from './search';

const keyOf: Record<SortKey, (vehicle: Vehicle) => string | number> = {
  id: (vehicle) => naturalKey(vehicle.id),
  tag: (vehicle) => naturalKey(vehicle.idTag),
  model: (vehicle) => (vehicle.model ?? '').toLowerCase(),
  battery: (vehicle) => vehicle.batteryWh,
  soc: (vehicle) => vehicle.socPercent,
  ac: (vehicle) => vehicle.maxAcPowerW,
  dc: (vehicle) => vehicle.maxDcPowerW,
  taper: (vehicle) => vehicle.taperFromPercent,
  place: (vehicle) => (vehicle.pluggedInAt ? naturalKey(vehicle.pluggedInAt.chargerId) : '\uffff'),
};

/** The vehicles that match all words, in order; equal ones by id. */
export function viewOf(vehicles: readonly Vehicle[], text: string, sort: SortKey, desc: boolean): Vehicle[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const keyed = vehicles
    .filter((vehicle) => {
      if (words.length === 0) return true;
      const all = `${vehicle.id} ${vehicle.idTag} ${vehicle.model ?? ''} ${vehicle.pluggedInAt?.chargerId ?? ''}`;
      const lower = all.toLowerCase();
      return words.every((word) => lower.includes(word));
    })
    .map((vehicle) => ({ vehicle, key: keyOf[sort](vehicle), id: naturalKey(vehicle.id) }));
  const sign = desc ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -sign : sign;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  });
  return keyed.map(({ vehicle }) => vehicle);
}
