import type { Charger } from '../../../api/types';
import parts from '../parts.module.css';
import { Certificates } from './Certificates';
import { ConnectionSecurity } from './ConnectionSecurity';
import { FirmwareState } from './FirmwareState';
import { SecurityEvents } from './SecurityEvents';
import { Uploads } from './Uploads';

/** What protects the charger and what it tells about itself: certificates, security log, firmware, uploads. */
export default function SecurityTab({ charger }: { charger: Charger }) {
  return (
    <div className={parts.tab}>
      <ConnectionSecurity charger={charger} />
      <FirmwareState charger={charger} />
      <Certificates charger={charger} />
      <SecurityEvents charger={charger} />
      <Uploads charger={charger} />
    </div>
  );
}
