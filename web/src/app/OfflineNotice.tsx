import { PlugZap } from 'lucide-react';
import css from './shell.module.css';

/** In place of the pulse, which is old then: that the page has lost the server. Nothing else moves. */
export const OfflineNotice = () => (
  <div className={css.offline} role="status">
    <PlugZap size={15} aria-hidden />
    <span>The simulator does not answer. This is what was last known; reconnecting by itself.</span>
  </div>
);
