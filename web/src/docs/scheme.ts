import { schemeKey } from '../app/schemeKey';

/** Draws the reference in the page's colour scheme, and follows it: what was chosen there, else the system's. */
export function followScheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const apply = () => {
    const chosen = localStorage.getItem(schemeKey);
    const dark = chosen === 'dark' || (chosen !== 'light' && system.matches);
    root.classList.toggle('dark-mode', dark);
    root.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  };
  system.addEventListener('change', apply);
  window.addEventListener('storage', apply);
  apply();
}
