import { ActionIcon, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { getCsmsCharger } from '../../../api/csmsCalls';
import { ApiError, messageOf } from '../../../api/problem';
import type { Charger } from '../../../api/types';
import { CallForm } from '../../csms/CallForm';
import css from './calls.module.css';
import { useCall } from './useCall';
import { useOpener } from './useOpener';
import { usePreset } from './usePreset';

/** Calls of the embedded CSMS to this charger, beside the tab in which one sees what comes of them. */
export default function CallPanel({ charger }: { charger: Charger }) {
  const { action, payload, open, close } = useCall(charger.id);
  const preset = usePreset(charger, payload ? undefined : action);
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const point = useQuery({
    queryKey: ['csms', 'charger', charger.id, charger.connection],
    queryFn: () => getCsmsCharger(charger.id),
    placeholderData: (former) => former,
  });
  const returnFocus = useOpener(panel, heading, action, payload);
  const leave = () => {
    close();
    returnFocus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An open list of choices takes the key for itself.
    const choosing = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && !choosing) leave();
  };
  const unknown = point.error instanceof ApiError && point.error.status === 404;
  return (
    <aside ref={panel} className={css.panel} aria-label="CSMS call" onKeyDown={onKeyDown}>
      <header className={css.header}>
        <h2 ref={heading} tabIndex={-1} className="grow">
          CSMS call
        </h2>
        <ActionIcon aria-label="Close the CSMS call" onClick={leave}>
          <X size={15} />
        </ActionIcon>
      </header>
      {unknown ? (
        <p className="dim">
          {charger.id} has not connected to the embedded CSMS, which alone can be made to call from here. Its
          CSMS is <span className="mono">{charger.effectiveCsmsUrl ?? 'none'}</span>.
        </p>
      ) : point.error ? (
        <p role="alert">{messageOf(point.error)}</p>
      ) : !point.data ? (
        <Skeleton height={120} />
      ) : (
        <CallForm
          id={charger.id}
          online={point.data.online}
          action={action}
          payload={payload}
          preset={preset}
          onChoose={open}
        />
      )}
    </aside>
  );
}
