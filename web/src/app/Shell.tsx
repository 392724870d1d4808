import { Outlet } from '@tanstack/react-router';
import { useSiteFreshness } from '../live/useSiteFreshness';
import { CommandPalette } from './CommandPalette';
import { SideBar } from './SideBar';
import css from './shell.module.css';
import { TopBar } from './TopBar';

/** The frame around every view. */
export function Shell() {
  useSiteFreshness();
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#view">
        Skip to the view
      </a>
      <SideBar />
      <TopBar />
      <main id="view" className={css.main} tabIndex={-1}>
        <div className={css.view}>
          <Outlet />
        </div>
      </main>
      <CommandPalette />
    </div>
  );
}
