import { PlugZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLinkState } from '../live/live';
import css from './shell.module.css';

/** Says that the page has lost the server; what is shown stays, and is fetched again once it is back. */
export function OfflineBanner() {
  const state = useLinkState();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (state === 'online') {
      setVisible(false);
      return;
    }
    const timer = setTimeout(() => setVisible(true), 1000);
    return () => clearTimeout(timer);
  }, [state]);
  if (!visible) return null;
  return (
    <div className={css.offline} role="status">
      <PlugZap size={15} aria-hidden />
      The simulator does not answer. This is what was last known; reconnecting by itself.
    </div>
  );
}
