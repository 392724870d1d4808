import { kilowattHours, kilowatts } from '../lib/format';

/** A number with its unit set off, figures in columns. */
export function Quantity({ value, unit }: { value: string; unit: string }) {
  return (
    <span className="tnum">
      {value}
      {unit && <span className="unit">{unit}</span>}
    </span>
  );
}

export const Power = ({ watts }: { watts: number | null | undefined }) => (
  <Quantity value={kilowatts(watts)} unit={watts == null ? '' : 'kW'} />
);

export const Energy = ({ wattHours }: { wattHours: number | null | undefined }) => (
  <Quantity value={kilowattHours(wattHours)} unit={wattHours == null ? '' : 'kWh'} />
);
