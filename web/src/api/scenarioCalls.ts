import { bodyOf, client } from './client';
import type { ScenarioRequest } from './types';

// What can be run, and the run of a location.

const at = (locationId: string) => ({ params: { query: { locationId } } });

export const listScenarios = () => bodyOf(client.GET('/scenarios/list'));
export const runScenario = (locationId: string, body: ScenarioRequest) =>
  bodyOf(client.POST('/scenarios/run', { ...at(locationId), body }));
export const stopScenario = (locationId: string) => bodyOf(client.POST('/scenarios/stop', at(locationId)));
/** The run of a location with a page of its timeline after a sequence number. */
export const getScenarioStatus = (locationId: string, after: number, limit: number) =>
  bodyOf(client.GET('/scenarios/status', { params: { query: { locationId, after, limit } } }));
