import { afterEach, expect, it, vi } from 'vitest';
import { schemeKey } from '../app/schemeKey';
import { followScheme } from './scheme';

afterEach(() => localStorage.clear());

it('follows the system until a scheme is chosen on the page', () => {
  const system = Object.assign(new EventTarget(), { matches: false });
  vi.stubGlobal('matchMedia', () => system);
  const root = document.documentElement;
  const dark = () => root.classList.contains('dark-mode') && root.dataset.mantineColorScheme === 'dark';
  const choose = (scheme: string) => {
    localStorage.setItem(schemeKey, scheme);
    window.dispatchEvent(new StorageEvent('storage'));
  };
  followScheme();
  expect(dark()).toBe(false);
  system.matches = true;
  system.dispatchEvent(new Event('change'));
  expect(dark()).toBe(true);
  choose('light');
  expect(dark()).toBe(false);
  choose('dark');
  system.matches = false;
  system.dispatchEvent(new Event('change'));
  expect(dark()).toBe(true);
  choose('auto');
  expect(dark()).toBe(false);
  vi.unstubAllGlobals();
});
