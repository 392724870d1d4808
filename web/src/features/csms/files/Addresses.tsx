import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import { filesLocation, getAddresses } from '../../../api/csmsFiles';
import { CopyButton } from '../../../components/CopyButton';
import { Fact, Facts } from '../../../components/Facts';
import { Part } from '../../../components/Part';

/** Where charge points connect, without TLS and with it, and where they bring files. */
export function Addresses() {
  const query = useQuery({ queryKey: ['csms', 'addresses'], queryFn: getAddresses });
  return (
    <Part
      title="Addresses"
      query={query}
      isEmpty={({ url, secureUrl }) => !url && !secureUrl}
      empty={{
        icon: Network,
        title: 'It listens nowhere',
        children: 'The simulator was started without an address: see --urls.',
      }}
    >
      {({ url, secureUrl }) => (
        <Facts label="Addresses of the CSMS">
          <Fact name="Security profile 0 and 1">
            {url ? <Address text={`${url}/{id}`} /> : 'with TLS only'}
          </Fact>
          <Fact name="Security profile 2 and 3">
            {secureUrl ? (
              <Address text={`${secureUrl}/{id}`} />
            ) : (
              <span className="dim">
                nowhere: start the simulator with <span className="mono">Simulator:Csms:Tls:Urls</span>
              </span>
            )}
          </Fact>
          <Fact name="Files">
            <Address text={filesLocation()} />
          </Fact>
        </Facts>
      )}
    </Part>
  );
}

const Address = ({ text }: { text: string }) => (
  <span className="row">
    <span className="mono">{text}</span>
    <CopyButton text={text.replace('/{id}', '')} what={text} />
  </span>
);
