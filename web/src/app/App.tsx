import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Toasts } from '../components/toasts';
import { type Live, LiveContext } from '../live/live';
import { createQueryClient } from './queryClient';
import { type AppRouter, createAppRouter } from './router';
import { schemeKey } from './schemeKey';
import { cssVariables, theme } from './theme';

const colorScheme = localStorageColorSchemeManager({ key: schemeKey });

interface Props {
  live: Live;
  router?: AppRouter;
  queryClient?: QueryClient;
}

export function App({ live, router: givenRouter, queryClient: givenClient }: Props) {
  const [router] = useState(() => givenRouter ?? createAppRouter());
  const [queryClient] = useState(() => givenClient ?? createQueryClient());
  // What was missed while the server was away is fetched when it is back.
  useEffect(
    () => live.connection.onReconnect(() => void queryClient.invalidateQueries()),
    [live, queryClient],
  );
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
    >
      <LiveContext value={live}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </LiveContext>
    </MantineProvider>
  );
}
