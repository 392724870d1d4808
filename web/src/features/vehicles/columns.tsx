import { Link } from '@tanstack/react-router';
import type { Vehicle } from '../../api/types';
import { Energy, Power } from '../../components/Quantity';
import type { RowColumn } from '../../components/table/RowTable';
import css from '../../components/table/rows.module.css';
import { percent } from '../../lib/format';

const none = <span className="dim">–</span>;

/** The columns of the vehicles; that of the location only where there is more than one. */
export const columnsOf = (
  onOpen: (vehicle: Vehicle) => void,
  nameOf: ((locationId: string) => string) | null,
): RowColumn<Vehicle>[] => [
  {
    key: 'id',
    name: 'Vehicle',
    width: 'minmax(90px, 1fr)',
    sorts: true,
    cell: (vehicle) => (
      <button type="button" tabIndex={-1} className={css.open} onClick={() => onOpen(vehicle)}>
        {vehicle.id}
      </button>
    ),
  },
  { key: 'tag', name: 'Tag', width: 'minmax(122px, 1.1fr)', sorts: true, cell: ({ idTag }) => idTag },
  {
    key: 'model',
    name: 'Model',
    width: 'minmax(80px, 1.2fr)',
    sorts: true,
    wide: true,
    cell: ({ model }) => model ?? none,
  },
  ...(nameOf
    ? [
        {
          key: 'location',
          name: 'Location',
          width: 'minmax(80px, 1fr)',
          cell: ({ locationId }: Vehicle) => <span className="dim">{nameOf(locationId)}</span>,
        },
      ]
    : []),
  {
    key: 'battery',
    name: 'Battery',
    width: '76px',
    align: 'right',
    sorts: true,
    cell: ({ batteryWh }) => <Energy wattHours={batteryWh} />,
  },
  {
    key: 'soc',
    name: 'Charge',
    width: '54px',
    align: 'right',
    sorts: true,
    cell: ({ pluggedInAt, socPercent }) => (
      <span
        className="tnum"
        title={
          pluggedInAt
            ? `On arrival; it was at ${percent(pluggedInAt.socPercent)} when last told`
            : 'On arrival'
        }
      >
        {percent(socPercent)}
      </span>
    ),
  },
  {
    key: 'ac',
    name: 'AC',
    width: '64px',
    align: 'right',
    sorts: true,
    cell: ({ maxAcPowerW }) => (maxAcPowerW > 0 ? <Power watts={maxAcPowerW} /> : none),
  },
  {
    key: 'phases',
    name: 'Phases',
    width: '46px',
    align: 'right',
    wide: true,
    cell: ({ phases, maxAcPowerW }) => (maxAcPowerW > 0 ? <span className="tnum">{phases}</span> : none),
  },
  {
    key: 'dc',
    name: 'DC',
    width: '70px',
    align: 'right',
    sorts: true,
    cell: ({ maxDcPowerW }) => (maxDcPowerW > 0 ? <Power watts={maxDcPowerW} /> : none),
  },
  {
    key: 'taper',
    name: 'Falls from',
    width: '72px',
    align: 'right',
    sorts: true,
    wide: true,
    cell: ({ taperFromPercent }) => <span className="tnum">{percent(taperFromPercent)}</span>,
  },
  {
    key: 'place',
    name: 'Plugged in at',
    width: 'minmax(92px, 0.9fr)',
    sorts: true,
    cell: ({ pluggedInAt }) =>
      pluggedInAt ? (
        <Link to="/chargers/$chargerId" params={{ chargerId: pluggedInAt.chargerId }}>
          {pluggedInAt.chargerId} <span className="dim">#{pluggedInAt.evseId}</span>
        </Link>
      ) : (
        none
      ),
  },
];
