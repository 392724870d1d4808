import {
  Ban,
  Bookmark,
  Car,
  Circle,
  Flag,
  type LucideIcon,
  Pause,
  Plug,
  TriangleAlert,
  Zap,
} from 'lucide-react';
import { memo } from 'react';
import type { ChargePointStatus } from '../api/types';
import { statusMeaning } from '../lib/status';
import css from './marks.module.css';

const icons: Record<ChargePointStatus, LucideIcon> = {
  Available: Circle,
  Preparing: Plug,
  Charging: Zap,
  SuspendedEV: Car,
  SuspendedEVSE: Pause,
  Finishing: Flag,
  Reserved: Bookmark,
  Unavailable: Ban,
  Faulted: TriangleAlert,
};

interface Props {
  status: ChargePointStatus;
  /** Said before the status to those who cannot see the mark: `EVSE 1`. */
  of?: string;
}

/** The small mark of one EVSE: icon and colour; its name is in the tooltip and for screen readers. */
export const StatusMark = memo(function StatusMark({ status, of }: Props) {
  const Icon = icons[status];
  const name = of ? `${of}: ${status}` : status;
  return (
    <span
      className={css.mark}
      data-status={status}
      title={`${name} – ${statusMeaning[status]}`}
      role="img"
      aria-label={name}
    >
      <Icon size={12} strokeWidth={2.25} aria-hidden />
    </span>
  );
});

/** The same mark with its name. */
export const StatusLabel = memo(function StatusLabel({ status }: { status: ChargePointStatus }) {
  const Icon = icons[status];
  return (
    <span className={css.label} data-status={status} title={statusMeaning[status]}>
      <Icon size={13} strokeWidth={2.25} aria-hidden />
      {status}
    </span>
  );
});
