import type { ChargingProfile } from '../../../api/types';
import { Limit } from './Limit';
import css from './profiles.module.css';

type Schedule = ChargingProfile['chargingSchedule'];

const width = 88;
const height = 20;
const firstShown = 3;

/** A schedule as a small step line and in words; the offsets count from its start. */
export function ScheduleCell({ schedule }: { schedule: Schedule }) {
  const { chargingSchedulePeriod: periods, chargingRateUnit: unit, minChargingRate } = schedule;
  const rest = periods.slice(firstShown);
  const fine = [schedule.duration ?? 0, ...periods.map(({ startPeriod }) => startPeriod)].some(
    (each) => each % 60,
  );
  const item = (period: (typeof periods)[number]) => (
    <li key={period.startPeriod}>
      <span className="dim tnum">{offset(period.startPeriod, fine)}</span>{' '}
      <Limit period={period} unit={unit} />
    </li>
  );
  return (
    <div className={css.schedule}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
        <path d={outline(schedule)} />
      </svg>
      <div>
        <ul>{periods.slice(0, firstShown).map(item)}</ul>
        {rest.length > 0 && (
          <details>
            <summary>{rest.length} more</summary>
            <ul>{rest.map(item)}</ul>
          </details>
        )}
        {(schedule.duration != null || minChargingRate != null) && (
          <p className="dim">
            {schedule.duration != null && <>ends after {offset(schedule.duration, fine)}</>}
            {schedule.duration != null && minChargingRate != null && ', '}
            {minChargingRate != null && (
              <>
                at least <Limit period={{ startPeriod: 0, limit: minChargingRate }} unit={unit} />
              </>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

/** `+0:30` is half an hour after the start; seconds follow when any offset of the schedule has some. */
function offset(seconds: number, fine: boolean): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `+${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}${fine ? `:${two(seconds % 60)}` : ''}`;
}

/** The steps, from left to right over the schedule's duration; an open end gets a fifth of the rest. */
function outline({ chargingSchedulePeriod: periods, duration: seconds }: Schedule): string {
  const last = periods[periods.length - 1]?.startPeriod ?? 0;
  const span = seconds ?? (last > 0 ? last * 1.25 : 1);
  const most = Math.max(1, ...periods.map(({ limit }) => limit));
  const x = (start: number) => Math.min(width, (start / span) * width);
  const y = (limit: number) => height - 1 - (limit / most) * (height - 3);
  const steps = periods.map(({ startPeriod, limit }) => `H${x(startPeriod)}V${y(limit)}`);
  return `M0 ${y(periods[0]?.limit ?? 0)}${steps.join('')}H${width}`;
}
