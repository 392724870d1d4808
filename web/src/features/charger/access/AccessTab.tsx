import type { Charger } from '../../../api/types';
import parts from '../parts.module.css';
import { LocalListView } from './LocalListView';
import { Reservations } from './Reservations';

/** Who may charge here without the CSMS being asked, and for whom an EVSE is kept. */
export default function AccessTab({ charger }: { charger: Charger }) {
  return (
    <div className={parts.tab}>
      <Reservations charger={charger} />
      <LocalListView charger={charger} />
    </div>
  );
}
