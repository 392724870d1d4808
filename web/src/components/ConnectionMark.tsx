import { memo } from 'react';
import type { ConnectionState } from '../api/types';
import { connectionMeaning } from '../lib/status';
import css from './marks.module.css';

/** How the charger stands with its CSMS, by the shape of a ring: never mistaken for the state of an EVSE. */
export const ConnectionMark = memo(function ConnectionMark({
  state,
  label = false,
}: {
  state: ConnectionState;
  label?: boolean;
}) {
  return (
    <span className={css.connection} data-connection={state} title={connectionMeaning[state]}>
      <svg
        viewBox="0 0 12 12"
        width="12"
        height="12"
        role={label ? 'presentation' : 'img'}
        aria-label={label ? undefined : state}
      >
        <Shape state={state} />
      </svg>
      {label && state}
    </span>
  );
});

function Shape({ state }: { state: ConnectionState }) {
  if (state === 'connected') return <circle cx="6" cy="6" r="4" fill="currentColor" />;
  if (state === 'failed')
    return <path d="M3 3l6 6M9 3l-6 6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />;
  if (state === 'off') return <path d="M3 6h6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />;
  return (
    <>
      <circle
        cx="6"
        cy="6"
        r="4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray={state === 'connecting' ? '4 2.3' : undefined}
      />
      {state === 'waiting' && <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />}
    </>
  );
}
