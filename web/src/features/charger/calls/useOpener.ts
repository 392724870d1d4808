import { type RefObject, useEffect, useRef } from 'react';
import type { JsonObject } from '../../../lib/json';

/** Marks the button of the header, which opens the panel and takes the focus back when the real opener is gone. */
export const togglesCall = { 'data-toggles-call': true };

/**
 * Moves the focus into the panel whenever a button outside of it fills it in; gives a function that puts it back to that button.
 */
export function useOpener(
  panel: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
  action: string | undefined,
  payload: JsonObject | undefined,
): () => void {
  const opener = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they change when a call is opened, which is the occasion
  useEffect(() => {
    const { activeElement } = document;
    if (panel.current?.contains(activeElement)) return;
    opener.current = activeElement;
    heading.current?.focus();
  }, [panel, heading, action, JSON.stringify(payload)]);
  return () => {
    const former = opener.current;
    const back =
      former instanceof HTMLElement && former.isConnected && former !== document.body
        ? former
        : document.querySelector<HTMLElement>('[data-toggles-call]');
    back?.focus();
  };
}
