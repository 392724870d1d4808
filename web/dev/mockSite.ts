import type { ImportReport, Location, Vehicle } from '../src/api/types';
import { chargers, locationId, vehicles } from './mockFleet.ts';

// Locations, vehicles and imports of the made-up fleet. MOCK_VEHICLES sets how many vehicles there are.

type Answer = [number, unknown, Record<string, string>?];
type Handler = (match: RegExpMatchArray, body: unknown, url: URL) => Answer;

const problem = (status: number, detail: string, errors = {}): Answer => [status, { status, detail, errors }];

const place = (id: string, name: string, change: Partial<Location> = {}): Location => ({
  id,
  name,
  address: null,
  latitude: null,
  longitude: null,
  timeZone: 'Europe/Berlin',
  csmsUrl: null,
  gridLimitW: null,
  loadManagement: false,
  durableLog: false,
  durableLogProblem: null,
  powerW: 0,
  phaseCurrentsA: [0, 0, 0],
  overloaded: false,
  pausedEvses: 0,
  state: 'idle',
  chargerCount: 0,
  runningCount: 0,
  connectedCount: 0,
  vehicleCount: 0,
  ...change,
});

export const locations: Location[] =
  process.env.MOCK_LOCATIONS === '0'
    ? []
    : [
        place(locationId, 'Depot Nord', {
          address: 'Hafenstraße 1, Hamburg',
          gridLimitW: 250_000,
          state: 'active',
        }),
        place('office', 'Office park', { chargerCount: 24, runningCount: 24, vehicleCount: 6 }),
        place('hub', 'Highway hub A7', {
          address: 'Autohof Soltau-Ost',
          csmsUrl: 'wss://csms.example.com/ocpp/1.6',
          gridLimitW: 1_600_000,
          state: 'kept',
          chargerCount: 40,
          runningCount: 36,
          connectedCount: 21,
        }),
      ];

const wanted = Number(process.env.MOCK_VEHICLES ?? vehicles.length);
vehicles.length = Math.min(vehicles.length, wanted);
for (let i = vehicles.length + 1; i <= wanted; i++) {
  const like = vehicles[i % 20] as Vehicle;
  vehicles.push({
    ...like,
    id: `EV${String(i).padStart(5, '0')}`,
    idTag: `TAG${String(i).padStart(6, '0')}`,
  });
}
for (const charger of chargers.values())
  for (const evse of charger.evses) {
    const car = vehicles.find(({ id }) => id === evse.vehicle?.id);
    if (car && evse.vehicle)
      car.pluggedInAt = { chargerId: charger.id, evseId: evse.id, socPercent: evse.vehicle.socPercent };
  }

const counted = (location: Location): Location =>
  location.id !== locationId
    ? location
    : {
        ...location,
        chargerCount: chargers.size,
        runningCount: [...chargers.values()].filter(({ running }) => running).length,
        connectedCount: [...chargers.values()].filter(({ connection }) => connection === 'connected').length,
        vehicleCount: vehicles.length,
      };

/** Takes any CSV; a row without digits in its first cell has something to mend. */
function report(text: string): ImportReport {
  const [header = '', ...lines] = text.split(/\r?\n/).filter(Boolean);
  const [idField = ''] = header.split(/[,;]/);
  const items: ImportReport['items'] = lines.map((line, index) => {
    const id = line.split(/[,;]/)[0] ?? '';
    const known = chargers.has(id) || vehicles.some((vehicle) => vehicle.id === id);
    const outcome = !/\d/.test(id) ? 'invalid' : known ? 'update' : 'create';
    return { line: index + 2, id, outcome, changes: known ? ['model'] : null };
  });
  const errors = items
    .filter(({ outcome }) => outcome === 'invalid')
    .map(({ line, id }) => ({ line, field: idField, message: 'must have a digit', value: id }));
  const created = items.filter(({ outcome }) => outcome === 'create').length;
  const updated = items.filter(({ outcome }) => outcome === 'update').length;
  return {
    valid: errors.length === 0,
    created,
    updated,
    unchanged: 0,
    errorCount: errors.length,
    errors,
    items,
  };
}

const samples = ['ac-site', 'dc-hub'].flatMap((site) =>
  (['chargers', 'vehicles'] as const).flatMap((content) =>
    (['csv', 'json'] as const).map((format) => ({
      name: `${site}-${content}.${format}`,
      site,
      title: site === 'ac-site' ? 'An office with AC chargers' : 'A hub at a motorway',
      description: 'A made-up site of the mock server.',
      content,
      format,
      items: 12,
      sizeBytes: 3400,
    })),
  ),
);

export const siteRoutes: [string, RegExp, Handler][] = [
  ['GET', /^\/locations$/, () => [200, locations.map(counted)]],
  [
    'POST',
    /^\/locations$/,
    (_m, body) => {
      const { name } = body as { name: string };
      if (locations.some((each) => each.name === name))
        return problem(409, `There is a location called '${name}' already.`);
      const made = place(`mock-${locations.length}`, name, body as Partial<Location>);
      locations.push(made);
      return [201, made];
    },
  ],
  [
    'PATCH',
    /^\/locations\/([^/]+)$/,
    (m, body) => {
      const found = locations.find(({ id }) => id === m[1]);
      return found ? [200, Object.assign(found, body)] : problem(404, 'No such location.');
    },
  ],
  [
    'POST',
    /^\/locations\/activate\/(.+)$/,
    (m) => {
      for (const each of locations) each.state = each.id === m[1] ? 'active' : 'idle';
      return [200, locations.find(({ id }) => id === m[1])];
    },
  ],
  [
    'POST',
    /^\/locations\/([^/]+)\/assign$/,
    () => problem(409, 'CP001 has a running transaction: stop it first. Nothing was moved.'),
  ],
  [
    'GET',
    /^\/vehicles$/,
    (_m, _b, url) => {
      const offset = Number(url.searchParams.get('offset') ?? 0);
      const limit = Number(url.searchParams.get('limit') ?? vehicles.length);
      return [200, vehicles.slice(offset, offset + limit), { 'X-Total-Count': String(vehicles.length) }];
    },
  ],
  ['POST', /^\/vehicles$/, () => problem(422, 'The vehicle is not valid.', { idTag: ['is taken by EV01'] })],
  ['POST', /^\/import\/(chargers|vehicles)$/, (_m, body) => [200, report(String(body))]],
  [
    'POST',
    /^\/chargers\/bulk$/,
    (_m, body, url) => {
      const { idPattern, count } = body as { idPattern: string; count: number };
      const [, before = '', first = '1', after = ''] = /^(.*)\{(\d+)\}(.*)$/.exec(idPattern) ?? [];
      const id = (index: number) =>
        `${before}${String(Number(first) + index).padStart(first.length, '0')}${after}`;
      const ids = Array.from({ length: count }, (_, index) => id(index));
      const taken = ids.find((each) => chargers.has(each));
      if (taken) return problem(409, `There is a charger '${taken}' already. Choose another idPattern.`);
      const made = { created: count, firstId: id(0), lastId: id(count - 1), ids };
      return [url.searchParams.get('dryRun') === 'true' ? 200 : 201, made];
    },
  ],
  ['GET', /^\/samples$/, () => [200, samples]],
  [
    'GET',
    /^\/models$/,
    () => [
      200,
      [
        {
          id: 'wall-22',
          description: 'A wall box with a socket.',
          vendor: 'Acme',
          model: 'Wall 22',
          firmwareVersion: '1.0.0',
          meterIntervalSeconds: 10,
          bootOnReconnect: false,
          quirks: [],
          evses: [
            {
              id: 1,
              currentType: 'AC',
              connectorType: 'Type2',
              maxPowerW: 22_000,
              phases: 3,
              voltageV: 230,
              cable: 'socket',
            },
          ],
          configuration: {},
        },
      ],
    ],
  ],
];
