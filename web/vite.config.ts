/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.OCPPSIM_URL ?? 'http://127.0.0.1:8080';
const api =
  '^/(health|openapi|fleet|chargers|quirks|chaos|locations|vehicles|models|samples|import|export|backup|restore|scenarios|truth|logs|csms|metrics)(/|\\?|$)';

// The page lives at /ui/ and talks to the API at the root of the same origin. `docs.html` is the API reference at /docs.
export default defineConfig(async ({ mode }) => ({
  base: '/ui/',
  plugins: [react(), ...(mode === 'mock' ? [(await import('./dev/mockServer.ts')).mockServer()] : [])],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: mode === 'mock' ? undefined : { [api]: { target: server }, '/live': { target: server, ws: true } },
  },
  preview: { host: '127.0.0.1', port: 4173 },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: ['index.html', 'docs.html'] },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 60_000,
  },
}));
