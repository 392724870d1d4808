import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { chunk } from './chunks';
import { isPaletteOpen, onPalette, openPalette } from './paletteState';

const Palette = lazy(chunk(() => import('./Palette')));

/** Ctrl+K: go to a charger or a view, start or stop one, by typing. Loads when it is first opened. */
export function CommandPalette() {
  const opened = useSyncExternalStore(onPalette, isPaletteOpen);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return <Suspense>{opened && <Palette />}</Suspense>;
}
