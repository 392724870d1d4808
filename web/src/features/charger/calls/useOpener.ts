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
    const own = former instanceof HTMLElement && former.isConnected && former !== document.body;
    focusWhileThere(own ? former : togglesButton(), togglesButton);
  };
}

const togglesButton = () => document.querySelector<HTMLElement>('[data-toggles-call]');

/**
 * Gives the focus to an element that what was just done may take off the page (the button of an empty view that is filled by it); when
 * it goes with the focus, `next` gets it.
 */
export function focusWhileThere(element: HTMLElement | null, next: () => HTMLElement | null): void {
  if (!element) return;
  element.focus();
  const watch = new MutationObserver(() => {
    if (element.isConnected && document.activeElement === element) return;
    watch.disconnect();
    if (document.activeElement === document.body) next()?.focus();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}
