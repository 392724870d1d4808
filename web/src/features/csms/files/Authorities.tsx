import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, ShieldQuestion } from 'lucide-react';
import { getAuthorities, setSigning } from '../../../api/csmsFiles';
import type { CaCertificate } from '../../../api/types';
import { CopyButton } from '../../../components/CopyButton';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { showFailed } from '../../../components/toasts';
import { localDate, utc } from '../../../lib/format';
import css from './files.module.css';

const authoritiesKey = ['csms', 'ca'];

/** The embedded CSMS's own certificates: the roots that chargers are told to trust. */
export function Authorities() {
  const query = useQuery({ queryKey: authoritiesKey, queryFn: getAuthorities });
  return (
    <Part
      title="Certificate authority"
      query={query}
      isEmpty={() => false}
      empty={{ icon: ShieldQuestion, title: 'Nothing is known' }}
      tools={query.data && <Signing automatic={query.data.automatic} />}
    >
      {({ root, chargePoints, manufacturer }) => (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>Certificate</th>
                <th>Subject</th>
                <th>Valid until</th>
                <th>SHA-256</th>
                <th>
                  <span className={table.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <Row kind="CentralSystemRoot" use="TLS" file="root" certificate={root} />
              <Row
                kind="ManufacturerRoot"
                use="signed firmware"
                file="manufacturer"
                certificate={manufacturer}
              />
              <Row kind="Issuer" use="chargers' own" file="charge-points" certificate={chargePoints} />
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}

interface RowProps {
  kind: string;
  use: string;
  file: string;
  certificate: CaCertificate;
}

const Row = ({ kind, use, file, certificate: { subject, notAfter, sha256, pem } }: RowProps) => (
  <tr>
    <td>
      {kind} <span className={`dim ${css.use}`}>{use}</span>
    </td>
    <td className={table.wrap}>{subject}</td>
    <td>
      <time dateTime={notAfter} title={utc(notAfter)}>
        {localDate(notAfter)}
      </time>
    </td>
    <td className="mono" title={sha256}>
      {sha256.slice(0, 8)}…{sha256.slice(-4)}
    </td>
    <td className="num">
      <div className={css.rowTools}>
        <CopyButton text={pem} what={`the ${kind} in PEM`} />
        <Button
          component="a"
          size="compact-xs"
          href={`/csms/ca/${file}.pem`}
          download={`csms-${file}.pem`}
          leftSection={<Download size={12} />}
          aria-label={`Download the ${kind}`}
        >
          Download
        </Button>
      </div>
    </td>
  </tr>
);

/** Whether certificates are sent as soon as chargers ask for one. */
function Signing({ automatic }: { automatic: boolean }) {
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: setSigning,
    onError: (error) => showFailed('The setting was not changed', error),
    onSettled: () => queries.invalidateQueries({ queryKey: authoritiesKey }),
  });
  return (
    <Checkbox
      label="Sign what chargers ask for at once"
      checked={set.isPending ? set.variables : automatic}
      onChange={(event) => set.mutate(event.currentTarget.checked)}
    />
  );
}
