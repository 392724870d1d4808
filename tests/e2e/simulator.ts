import { test as base, expect } from '@playwright/test';

interface Api {
  get: <T>(path: string) => Promise<T>;
  post: (path: string, body?: unknown) => Promise<number>;
  /** A running charger of this test alone, connected to the embedded CSMS. */
  charger: (id: string, evse?: object) => Promise<string>;
}

/** Tests with the simulator's address as the base of every path, and its API at hand. */
export const test = base.extend<{ api: Api }>({
  baseURL: async ({}, use) => use(process.env.SIMULATOR_URL),
  api: async ({ baseURL }, use) => {
    const post = async (path: string, body?: unknown) => {
      const answer = await fetch(`${baseURL}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      });
      return answer.status;
    };
    const get = async <T>(path: string) => (await (await fetch(`${baseURL}${path}`)).json()) as T;
    const charger = async (id: string, evse: object = {}) => {
      expect(await post('/chargers', { id, evses: [{ id: 1, ...evse }] })).toBe(201);
      expect(await post(`/chargers/${id}/start`)).toBe(200);
      await expect.poll(async () => (await get<{ registration: string }>(`/chargers/${id}`)).registration).toBe('Accepted');
      return id;
    };
    await use({ get, post, charger });
  },
});

export { expect };
