import { CircleAlert, CreditCard, Hourglass, type LucideIcon } from 'lucide-react';
import type { Evse } from '../../api/types';
import { useNow } from '../../lib/clock';
import { duration } from '../../lib/format';
import css from './charger.module.css';

const refusalShownMs = 60_000;

/** What the display of the reader would say: what became of the tag just shown, and how long it is waited for a car or a tag. */
export function ReaderDisplay({ evse }: { evse: Evse }) {
  const now = useNow();
  const said = says(evse, now);
  return (
    <div role="status">
      {said && (
        <p className={css.reader} data-bad={said.bad || undefined}>
          <said.icon size={14} aria-hidden />
          <span>
            {said.text}
            {said.left && <span className="tnum dim"> {said.left} left</span>}
          </span>
        </p>
      )}
    </div>
  );
}

interface Said {
  icon: LucideIcon;
  text: string;
  left?: string;
  bad?: boolean;
}

export function says({ reader, connectionTimeOutAt: until, status }: Evse, now: number): Said | null {
  const left = until ? duration((Date.parse(until) - now) / 1000) : undefined;
  if (reader?.state === 'refused' && reader.at && now - Date.parse(reader.at) < refusalShownMs)
    return { icon: CircleAlert, text: `${reader.idTag} was refused: ${reader.detail}.`, bad: true };
  if (reader?.state === 'checking') return { icon: CreditCard, text: `${reader.idTag} is being checked…` };
  if (reader?.state === 'waiting')
    return { icon: Hourglass, text: `${reader.idTag} may charge and waits for its car.`, left };
  return left && status === 'Preparing' ? { icon: Hourglass, text: 'Waits for a tag.', left } : null;
}
