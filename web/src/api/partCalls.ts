import { bodyOf, client } from './client';
import type { ChargingRateUnit } from './types';

// Parts of a charger that most chargers do not have, each with its own address.

const path = (id: string) => ({ path: { id } });

export const listChargingProfiles = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/charging-profiles', { params: path(id) }));
export const getCompositeSchedule = (
  id: string,
  evseId: number,
  durationSeconds: number,
  unit: ChargingRateUnit,
) =>
  bodyOf(
    client.GET('/chargers/{id}/evses/{evseId}/composite-schedule', {
      params: { path: { id, evseId }, query: { durationSeconds, unit } },
    }),
  );
export const listCertificates = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/certificates', { params: path(id) }));
export const requestCertificate = (id: string) =>
  bodyOf(client.POST('/chargers/{id}/certificates/request', { params: path(id) }));
export const getSecurity = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/security', { params: path(id) }));
export const clearSecurityEvents = (id: string) =>
  bodyOf(client.DELETE('/chargers/{id}/security-events', { params: path(id) }));
export const openHousing = (id: string) =>
  bodyOf(client.POST('/chargers/{id}/tamper', { params: path(id), body: {} }));
export const listSecurityEvents = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/security-events', { params: path(id) }));
export const getFirmware = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/firmware', { params: path(id) }));
export const getUploads = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/diagnostics', { params: path(id) }));
export const getLocalList = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/local-list', { params: path(id) }));
export const listReservations = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/reservations', { params: path(id) }));
