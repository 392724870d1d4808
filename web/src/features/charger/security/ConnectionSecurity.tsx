import { useQuery } from '@tanstack/react-query';
import { ShieldQuestion } from 'lucide-react';
import { getSecurity } from '../../../api/partCalls';
import type { Charger } from '../../../api/types';
import { Fact, Facts } from '../../../components/Facts';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import { securityProfiles } from '../../../lib/securityProfiles';
import parts from '../parts.module.css';
import { partKey } from '../useCharger';

/** How the charger secures its connection to the CSMS: profile, password, TLS, client certificate. */
export function ConnectionSecurity({ charger }: { charger: Charger }) {
  const query = useQuery({
    // What the profile and the connection bring about is asked for again when they change.
    queryKey: partKey(charger.id, 'security', 'connection', charger.securityProfile, charger.connection),
    queryFn: () => getSecurity(charger.id),
  });
  return (
    <Part
      title="Connection"
      query={query}
      isEmpty={() => false}
      empty={{ icon: ShieldQuestion, title: 'Nothing is known' }}
    >
      {({ profile, fallbackProfile, passwordSet, tls, clientCertificate }) => (
        <Facts>
          <Fact name="Security profile">
            {profile}, {securityProfiles[profile]}
            {fallbackProfile !== null && (
              <span className={parts.warn}> on trial; back to {fallbackProfile} if it cannot connect</span>
            )}
          </Fact>
          <Fact name="Password">{passwordSet ? 'set' : 'not set'}</Fact>
          <Fact name="TLS">{tls ? 'yes' : 'no'}</Fact>
          <Fact name="Client certificate">
            {clientCertificate ? (
              <>
                {clientCertificate.subject}
                <span className="dim">
                  {' '}
                  until <Instant at={clientCertificate.notAfter} />
                </span>
              </>
            ) : (
              'none'
            )}
          </Fact>
          <Fact name="CSMS">
            <span className="mono">{charger.effectiveCsmsUrl ?? 'none'}</span>
          </Fact>
        </Facts>
      )}
    </Part>
  );
}
