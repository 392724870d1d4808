import { duration } from '../../lib/format';
import { kindName, originNames } from './entryKinds';
import type { Mark } from './lanes';
import css from './run.module.css';

/** What a mark is, beside the pointer. */
export const MarkTip = ({ mark: { entry }, x, y }: { mark: Mark; x: number; y: number }) => (
  <div
    className={css.tip}
    style={{ top: y + 14, ...(x > 420 ? { right: `calc(100% - ${x - 6}px)` } : { left: x + 12 }) }}
  >
    <strong>{kindName(entry.kind)}</strong>{' '}
    <span className="dim">
      {originNames[entry.origin].toLowerCase()}, {entry.chargerId}
      {entry.evseId != null && ` #${entry.evseId}`},{' '}
      <span className="tnum">{duration(entry.offsetSeconds)}</span>
    </span>
    {entry.detail && <div>{entry.detail}</div>}
  </div>
);
