import { localTime, preciseTime, utc } from '../lib/format';

/** An instant in local time; the exact UTC is in the tooltip. */
export function Instant({ at, precise = false }: { at: string; precise?: boolean }) {
  return (
    <time dateTime={at} title={utc(at)} className="tnum">
      {precise ? preciseTime(at) : localTime(at)}
    </time>
  );
}
