import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import { startCharger, stopCharger } from '../../api/calls';
import type { Charger } from '../../api/types';
import { ConnectionMark } from '../../components/ConnectionMark';
import { Fact, Facts } from '../../components/Facts';
import { openTransactions, StopChargerDialog } from '../../components/StopChargerDialog';
import { showFailed } from '../../components/toasts';
import { WhileOnline } from '../../components/WhileOnline';
import { securityProfiles } from '../../lib/securityProfiles';
import { ChargerMenu } from './ChargerMenu';
import { CallButton } from './calls/CallButton';
import css from './charger.module.css';

/** Identity, connection, registration, firmware; start and stop. */
export function ChargerHeader({ charger }: { charger: Charger }) {
  const [asking, setAsking] = useState(false);
  const start = useMutation({
    mutationFn: () => startCharger(charger.id),
    onError: (error) => showFailed(`${charger.id} was not started`, error),
  });
  const stop = useMutation({
    mutationFn: () => stopCharger(charger.id),
    onError: (error) => showFailed(`${charger.id} was not stopped`, error),
  });
  return (
    <header className={css.header}>
      <div className="grow">
        <h1>{charger.id}</h1>
        <Facts>
          <Fact name="Connection">
            <ConnectionMark state={charger.connection} label />
            {charger.connectionDetail && <span className="dim"> {charger.connectionDetail}</span>}
          </Fact>
          <Fact name="Registration">
            {charger.registration ?? '–'}
            {charger.registration && charger.connection !== 'connected' && (
              <span className="dim" title="The CSMS's last word; it cannot be heard now">
                {' '}
                before
              </span>
            )}
          </Fact>
          {charger.queuedMessages > 0 && (
            <Fact name="Queued">
              <span title="Transaction messages that wait for delivery">{charger.queuedMessages}</span>
            </Fact>
          )}
          <Fact name="Make">
            {charger.vendor} {charger.model}
          </Fact>
          <Fact name="Serial">{charger.serialNumber ?? '–'}</Fact>
          <Fact name="Firmware">{charger.firmwareVersion ?? '–'}</Fact>
          <Fact name="Security">
            profile {charger.securityProfile}, {securityProfiles[charger.securityProfile]}
          </Fact>
          <Fact name="CSMS">
            <span className="mono">{charger.effectiveCsmsUrl ?? 'none'}</span>
          </Fact>
        </Facts>
      </div>
      <CallButton chargerId={charger.id} />
      <WhileOnline>
        {charger.running ? (
          <Button
            leftSection={<Square size={12} />}
            loading={stop.isPending}
            onClick={() => (openTransactions(charger) > 0 ? setAsking(true) : stop.mutate())}
          >
            Stop charger
          </Button>
        ) : (
          <Button
            variant="filled"
            leftSection={<Play size={13} />}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            Start charger
          </Button>
        )}
        <ChargerMenu charger={charger} />
      </WhileOnline>
      {asking && <StopChargerDialog charger={charger} onClose={() => setAsking(false)} />}
    </header>
  );
}
