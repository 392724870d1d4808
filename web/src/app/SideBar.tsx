import { Link } from '@tanstack/react-router';
import {
  Activity,
  BookOpen,
  Car,
  Clapperboard,
  EvCharger,
  FileUp,
  type LucideIcon,
  MapPin,
  Network,
  ScrollText,
} from 'lucide-react';
import css from './shell.module.css';

export const views: readonly {
  to: '/dashboard' | '/chargers' | '/vehicles' | '/locations' | '/scenarios' | '/logs' | '/import' | '/csms';
  name: string;
  icon: LucideIcon;
}[] = [
  { to: '/dashboard', name: 'Dashboard', icon: Activity },
  { to: '/chargers', name: 'Chargers', icon: EvCharger },
  { to: '/vehicles', name: 'Vehicles', icon: Car },
  { to: '/locations', name: 'Locations', icon: MapPin },
  { to: '/scenarios', name: 'Scenarios', icon: Clapperboard },
  { to: '/logs', name: 'Logs', icon: ScrollText },
  { to: '/import', name: 'Import', icon: FileUp },
  { to: '/csms', name: 'CSMS', icon: Network },
];

export function SideBar() {
  return (
    <nav className={css.side} aria-label="Views">
      <Link to="/dashboard" className={css.brand} aria-label="OCPP simulator" title="OCPP simulator">
        <img src="/ui/favicon.svg" width={24} height={24} alt="" />
      </Link>
      {views.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} className={css.sideLink} activeProps={{ 'aria-current': 'page' }}>
          <Icon size={18} strokeWidth={1.75} aria-hidden />
          <span>{name}</span>
        </Link>
      ))}
      <div className="grow" />
      <a className={css.sideLink} href="/docs" target="_blank" rel="noreferrer">
        <BookOpen size={18} strokeWidth={1.75} aria-hidden />
        <span>API</span>
      </a>
    </nav>
  );
}
