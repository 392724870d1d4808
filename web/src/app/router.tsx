import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { readChargerSearch } from '../features/charger/search';
import { ChargersPage } from '../features/chargers/ChargersPage';
import { readChargersSearch } from '../features/chargers/search';
import { readCsmsSearch } from '../features/csms/search';
import { readImportSearch } from '../features/import/search';
import { readLocationsSearch } from '../features/locations/search';
import { readLogsSearch } from '../features/logs/search';
import { readScenariosSearch } from '../features/scenarios/search';
import { readVehiclesSearch } from '../features/vehicles/search';
import { chunk } from './chunks';
import { NotFound } from './NotFound';
import { Shell } from './Shell';
import { ViewError } from './ViewError';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/chargers' });
  },
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard',
  component: lazyRouteComponent(
    chunk(() => import('../features/dashboard/DashboardPage')),
    'DashboardPage',
  ),
});

const chargers = createRoute({
  getParentRoute: () => root,
  path: '/chargers',
  validateSearch: readChargersSearch,
  component: ChargersPage,
});

const charger = createRoute({
  getParentRoute: () => root,
  path: '/chargers/$chargerId',
  validateSearch: readChargerSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/charger/ChargerPage')),
    'ChargerPage',
  ),
});

const csms = createRoute({
  getParentRoute: () => root,
  path: '/csms',
  validateSearch: readCsmsSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/csms/CsmsPage')),
    'CsmsPage',
  ),
});

const vehicles = createRoute({
  getParentRoute: () => root,
  path: '/vehicles',
  validateSearch: readVehiclesSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/vehicles/VehiclesPage')),
    'VehiclesPage',
  ),
});

const locations = createRoute({
  getParentRoute: () => root,
  path: '/locations',
  validateSearch: readLocationsSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/locations/LocationsPage')),
    'LocationsPage',
  ),
});

const scenarios = createRoute({
  getParentRoute: () => root,
  path: '/scenarios',
  validateSearch: readScenariosSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/scenarios/ScenariosPage')),
    'ScenariosPage',
  ),
});

const logs = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  validateSearch: readLogsSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/logs/LogsPage')),
    'LogsPage',
  ),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(
    chunk(() => import('../features/import/ImportPage')),
    'ImportPage',
  ),
});

const routeTree = root.addChildren([
  index,
  dashboard,
  chargers,
  charger,
  vehicles,
  locations,
  scenarios,
  logs,
  importing,
  csms,
]);

export const createAppRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree,
    basepath: '/ui',
    history,
    defaultPreload: 'intent',
    defaultErrorComponent: ViewError,
  });

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
