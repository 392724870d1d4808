import { useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { fileUrl } from '../../../api/csmsFiles';
import { getUploads } from '../../../api/partCalls';
import type { Charger, FileUpload } from '../../../api/types';
import { Fact, Facts } from '../../../components/Facts';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import { bytes } from '../../../lib/format';
import { CallButton } from '../calls/CallButton';
import parts from '../parts.module.css';
import { partKey } from '../useCharger';

/** The last files that the charger was asked for: its diagnostics and its logs. */
export function Uploads({ charger }: { charger: Charger }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'diagnostics'),
    queryFn: () => getUploads(charger.id),
  });
  const tools = (
    <>
      <CallButton chargerId={charger.id} action="GetDiagnostics" />
      <CallButton chargerId={charger.id} action="GetLog" />
    </>
  );
  return (
    <Part
      title="Uploads"
      query={query}
      isEmpty={({ diagnostics, log }) => !diagnostics && !log}
      empty={{
        icon: FileUp,
        title: 'No file has been asked for',
        children: 'The CSMS asks for diagnostics with GetDiagnostics, and for the security log with GetLog.',
        action: tools,
      }}
      tools={tools}
    >
      {({ diagnostics, log }) => (
        <>
          {diagnostics && <Upload name="Diagnostics" upload={diagnostics} />}
          {log && <Upload name="Log" upload={log} />}
        </>
      )}
    </Part>
  );
}

/** Whether the file lies in the embedded CSMS's store: brought in full, to this host's /csms/files. */
function inStore({ location: to, bytes: sent }: FileUpload): boolean {
  const url = URL.parse(to);
  return sent !== null && url?.host === location.host && /^\/csms\/files(\/|$)/.test(url.pathname);
}

function Upload({ name, upload }: { name: string; upload: FileUpload }) {
  const failed = /Fail|Denied|BadMessage|NotSupported/.test(upload.status);
  return (
    <Facts label={name}>
      <Fact name={name}>
        <strong className={failed ? parts.bad : undefined}>{upload.status}</strong>
        <span className="dim">
          {' '}
          since <Instant at={upload.since} />
        </span>
      </Fact>
      <Fact name="File">
        {inStore(upload) ? <a href={fileUrl(upload.fileName)}>{upload.fileName}</a> : upload.fileName}
      </Fact>
      <Fact name="To">
        <span className="mono">{upload.location}</span>
      </Fact>
      {upload.requestId !== null && <Fact name="Request">{upload.requestId}</Fact>}
      {upload.bytes !== null && <Fact name="Size">{bytes(upload.bytes)}</Fact>}
      {upload.failedAttempts > 0 && (
        <Fact name="Failed attempts">
          {upload.failedAttempts}, {upload.retriesLeft} left
        </Fact>
      )}
      {upload.detail && <Fact name="Last">{upload.detail}</Fact>}
    </Facts>
  );
}
