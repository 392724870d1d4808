import { bodyOf, client } from './client';
import { ApiError } from './problem';
import type { ScenarioReport } from './types';

// Scenarios that users have written, as YAML files.

const send = (text: string, dryRun: boolean) =>
  bodyOf(
    client.POST('/scenarios/import', {
      params: { query: { dryRun } },
      body: text,
      bodySerializer: (it) => it as string,
      headers: { 'Content-Type': 'application/yaml' },
    }),
  );

/** What an import would do; nothing is changed. */
export const checkScenario = (text: string) => send(text, true);

/** Imports it. What is wrong with the file comes as a report as well. */
export async function importScenario(text: string): Promise<ScenarioReport> {
  try {
    return await send(text, false);
  } catch (error) {
    if (error instanceof ApiError && error.status === 422 && isReport(error.body)) return error.body;
    throw error;
  }
}

const isReport = (body: unknown): body is ScenarioReport =>
  typeof body === 'object' && body !== null && 'outcome' in body;

export const scenarioFileAddress = (name: string): string => `/scenarios/${encodeURIComponent(name)}/export`;

export const getScenarioFile = (name: string) =>
  bodyOf(client.GET('/scenarios/{name}/export', { params: { path: { name } }, parseAs: 'text' }));

export const deleteScenario = (name: string) =>
  bodyOf(client.DELETE('/scenarios/{name}', { params: { path: { name } } }));
