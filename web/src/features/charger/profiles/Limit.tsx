import type { ChargingSchedulePeriod } from '../../../api/types';
import { Quantity } from '../../../components/Quantity';
import { decimal, kilowatts } from '../../../lib/format';

/** A limit with its unit, and the phases when the profile names them. */
export function Limit({ period, unit }: { period: ChargingSchedulePeriod; unit: 'W' | 'A' }) {
  return (
    <span>
      {unit === 'W' ? (
        <Quantity value={kilowatts(period.limit)} unit="kW" />
      ) : (
        <Quantity value={decimal(period.limit)} unit="A" />
      )}
      {period.numberPhases != null && (
        <span className="unit">
          {period.numberPhases === 1 ? '1 phase' : `${period.numberPhases} phases`}
        </span>
      )}
    </span>
  );
}
