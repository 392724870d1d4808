// Numbers and instants as they are shown: one decimal for kW and kWh, local time with the exact UTC beside it.

const dash = '–';

const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Watts as kW without the unit. */
export const kilowatts = (watts: number | null | undefined): string =>
  watts == null ? dash : oneDecimal.format(watts / 1000);

/** Watt-hours as kWh without the unit. */
export const kilowattHours = (wattHours: number | null | undefined): string =>
  wattHours == null ? dash : oneDecimal.format(wattHours / 1000);

export const decimal = (value: number | null | undefined): string =>
  value == null ? dash : oneDecimal.format(value);

export const count = (value: number | null | undefined): string =>
  value == null ? dash : whole.format(value);

export const percent = (value: number | null | undefined): string =>
  value == null ? dash : `${whole.format(value)} %`;

/** `1:02:03`, or `2:03` below an hour. */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const h = Math.floor(total / 3600);
  const m = Math.floor((total % 3600) / 60);
  const s = String(total % 60).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** How long ago, coarse: `now`, `12 s`, `4 min`, `3 h`, `2 d`. */
export function ago(instant: string | null | undefined, now: number): string {
  if (!instant) return dash;
  const seconds = Math.floor((now - Date.parse(instant)) / 1000);
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

const timeFormat = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dateFormat = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const yearFormat = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });

/** Local time of day, with the date when it is not today, and the year when it is not this one. */
export function localTime(instant: string, now: Date = new Date()): string {
  const date = new Date(instant);
  const time = timeFormat.format(date);
  if (date.toDateString() === now.toDateString()) return time;
  const day = date.getFullYear() === now.getFullYear() ? dateFormat : yearFormat;
  return `${day.format(date)} ${time}`;
}

/** Local date with the year, for what lies years away. */
export const localDate = (instant: string): string => yearFormat.format(new Date(instant));

const daysOfYear = 365.25;

/** A span ahead in the unit that one thinks of it in: `12 d`, `14 months`, `20 years`. */
export function ahead(days: number): string {
  if (days < 90) return `${days} d`;
  if (days < 2 * daysOfYear) return `${Math.round(days / (daysOfYear / 12))} months`;
  return `${Math.round(days / daysOfYear)} years`;
}

/** Local time of day with milliseconds, for log lines. */
export function preciseTime(instant: string): string {
  const date = new Date(instant);
  return `${timeFormat.format(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** The exact UTC instant, for tooltips. */
export const utc = (instant: string): string => instant.replace('T', ' ').replace(/(\+00:00|Z)$/, ' UTC');

/** Milliseconds: `8 ms`, `1.2 s`. */
export const milliseconds = (ms: number | null | undefined): string =>
  ms == null ? '' : ms < 1000 ? `${whole.format(ms)} ms` : `${oneDecimal.format(ms / 1000)} s`;

/** A size: `812 B`, `1.2 kB`, `3.4 MB`. */
export const bytes = (size: number): string =>
  size < 1000
    ? `${size} B`
    : size < 1_000_000
      ? `${oneDecimal.format(size / 1000)} kB`
      : `${oneDecimal.format(size / 1_000_000)} MB`;

/** A key that sorts `CP2` before `CP10` by plain comparison. */
export const naturalKey = (id: string): string =>
  id.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));
