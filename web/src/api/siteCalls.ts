import { answerOf, bodyOf, client } from './client';
import type { LocationInput, LocationPatch, Vehicle, VehicleInput, VehiclePatch } from './types';

// Locations, vehicles and what is moved between them.

const path = (id: string) => ({ path: { id } });

export const listLocations = () => bodyOf(client.GET('/locations'));
export const createLocation = (body: LocationInput) => bodyOf(client.POST('/locations', { body }));
export const updateLocation = (id: string, body: LocationPatch) =>
  bodyOf(client.PATCH('/locations/{id}', { params: path(id), body }));
export const deleteLocation = (id: string) => bodyOf(client.DELETE('/locations/{id}', { params: path(id) }));
export const activateLocation = (id: string, keepPrevious: boolean) =>
  bodyOf(client.POST('/locations/activate/{id}', { params: { ...path(id), query: { keepPrevious } } }));
export const assign = (locationId: string, chargerIds: string[], vehicleIds: string[]) =>
  bodyOf(
    client.POST('/locations/{id}/assign', { params: path(locationId), body: { chargerIds, vehicleIds } }),
  );

const pageSize = 1000;

/** Fetches a list page by page, so that no single parse is long. */
async function pages<T>(fetchPage: (query: { limit: number; offset: number }) => Promise<[T[], number]>) {
  const all: T[] = [];
  for (let total = 1; all.length < total; ) {
    const [items, found] = await fetchPage({ limit: pageSize, offset: all.length });
    total = found;
    all.push(...items);
    if (items.length === 0) break;
  }
  return all;
}

const totalOf = (response: Response, items: unknown[]): number =>
  Number(response.headers.get('X-Total-Count') ?? items.length);

/** Vehicles of a location: the active one when none is named, all with `*`. */
export const listVehicles = (locationId?: string): Promise<Vehicle[]> =>
  pages(async (query) => {
    const { data, response } = await answerOf(
      client.GET('/vehicles', { params: { query: { ...query, locationId } } }),
    );
    return [data, totalOf(response, data)];
  });

/** What can be told of chargers of all locations when they are to be moved. */
export const listAllChargers = () =>
  pages(async (query) => {
    const { data, response } = await answerOf(
      client.GET('/chargers', { params: { query: { ...query, locationId: '*' } } }),
    );
    return [data, totalOf(response, data)];
  });

export const createVehicle = (body: VehicleInput) => bodyOf(client.POST('/vehicles', { body }));
export const updateVehicle = (id: string, body: VehiclePatch) =>
  bodyOf(client.PATCH('/vehicles/{id}', { params: path(id), body }));
export const deleteVehicles = (ids: string[]) => bodyOf(client.POST('/vehicles/delete', { body: { ids } }));
