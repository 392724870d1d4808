import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FileKey, Stamp } from 'lucide-react';
import { listCertificates, requestCertificate } from '../../../api/partCalls';
import type { Certificate, Charger } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { showDone, showFailed } from '../../../components/toasts';
import { WhileOnline } from '../../../components/WhileOnline';
import { useNow } from '../../../lib/clock';
import { ahead, localDate, utc } from '../../../lib/format';
import { CallButton } from '../calls/CallButton';
import parts from '../parts.module.css';
import { partKey } from '../useCharger';
import css from './security.module.css';

/** Installed roots, and the charger's own certificate. */
export function Certificates({ charger }: { charger: Charger }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'security', 'certificates'),
    queryFn: () => listCertificates(charger.id),
  });
  const tools = (
    <>
      <CallButton chargerId={charger.id} action="InstallCertificate" />
      <RequestButton chargerId={charger.id} />
    </>
  );
  return (
    <Part
      title="Certificates"
      query={query}
      isEmpty={(certificates) => certificates.length === 0}
      empty={{
        icon: FileKey,
        title: 'No certificate is installed',
        children:
          'Security profiles 2 and 3 need a CentralSystemRootCertificate, which the CSMS sends with InstallCertificate. For one of its own the charger asks with SignCertificate.',
        action: tools,
      }}
      tools={tools}
    >
      {(certificates) => (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>Type</th>
                <th>Subject</th>
                <th>Expires</th>
                <th>
                  <span className={table.hidden}>Delete</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {certificates.map((certificate) => (
                <Row key={certificate.sha256} chargerId={charger.id} certificate={certificate} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}

function Row({ chargerId, certificate }: { chargerId: string; certificate: Certificate }) {
  const own = certificate.kind === 'ChargePointCertificate';
  return (
    <tr>
      <td>
        {certificate.kind.replace(/Certificate$/, '')}
        <span className="dim">
          {certificate.inUse && ', in use'}
          {certificate.fallback && ', fallback'}
        </span>
      </td>
      <td className={table.wrap} title={`Issued by ${certificate.issuer}`}>
        {certificate.subject}
        <div className={`dim ${css.print}`}>
          <Short name="serial" hex={certificate.serialNumber} />{' '}
          <Short name="SHA-256" hex={certificate.sha256} />
        </div>
      </td>
      <td>
        <Expiry certificate={certificate} />
      </td>
      <td className="num">
        {!own && (
          <CallButton
            chargerId={chargerId}
            action="DeleteCertificate"
            payload={{ certificateHashData: certificate.hash }}
            inRow
            aria-label={`Delete ${certificate.subject}`}
          >
            Delete…
          </CallButton>
        )}
      </td>
    </tr>
  );
}

function Expiry({ certificate: { notBefore, notAfter } }: { certificate: Certificate }) {
  const now = useNow();
  const days = Math.floor((Date.parse(notAfter) - now) / 86_400_000);
  if (Date.parse(notBefore) > now)
    return (
      <span className={parts.warn}>
        not valid before <Instant at={notBefore} />
      </span>
    );
  if (days < 0)
    return (
      <span className={parts.bad}>
        expired <Instant at={notAfter} />
      </span>
    );
  return (
    <span className={days < 30 ? parts.warn : undefined}>
      <time dateTime={notAfter} title={utc(notAfter)}>
        {localDate(notAfter)}
      </time>{' '}
      <span className="dim">in {ahead(days)}</span>
    </span>
  );
}

function RequestButton({ chargerId }: { chargerId: string }) {
  const request = useMutation({
    mutationFn: () => requestCertificate(chargerId),
    onSuccess: () =>
      showDone('SignCertificate was sent', 'The certificate comes when the CSMS has signed it.'),
    onError: (error) => showFailed('No certificate was asked for', error),
  });
  return (
    <WhileOnline>
      <Button leftSection={<Stamp size={13} />} loading={request.isPending} onClick={() => request.mutate()}>
        Ask for its own
      </Button>
    </WhileOnline>
  );
}

/** The ends of a long number; all of it is in the tooltip. */
function Short({ name, hex }: { name: string; hex: string }) {
  return (
    <span>
      {name}{' '}
      <span className="mono" title={hex}>
        {hex.length <= 16 ? hex : `${hex.slice(0, 8)}…${hex.slice(-4)}`}
      </span>
    </span>
  );
}
