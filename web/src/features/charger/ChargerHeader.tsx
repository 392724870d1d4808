import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Play, Square } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { startCharger, stopCharger } from '../../api/calls';
import type { Charger } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ConnectionMark } from '../../components/ConnectionMark';
import { showFailed } from '../../components/toasts';
import { ChargerMenu } from './ChargerMenu';
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
    onSettled: () => setAsking(false),
  });
  const running = charger.evses.filter((evse) => evse.transaction).length;
  return (
    <header className={css.header}>
      <div className="grow">
        <h1>{charger.id}</h1>
        <dl className={css.facts}>
          <Fact name="Connection">
            <ConnectionMark state={charger.connection} label />
            {charger.connectionDetail && <span className="dim"> {charger.connectionDetail}</span>}
          </Fact>
          <Fact name="Registration">{charger.registration ?? '–'}</Fact>
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
          <Fact name="CSMS">
            <span className="mono">{charger.effectiveCsmsUrl ?? 'none'}</span>
          </Fact>
        </dl>
      </div>
      {charger.running ? (
        <Button
          leftSection={<Square size={12} />}
          loading={stop.isPending}
          onClick={() => (running > 0 ? setAsking(true) : stop.mutate())}
        >
          Stop
        </Button>
      ) : (
        <Button
          variant="filled"
          leftSection={<Play size={13} />}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          Start
        </Button>
      )}
      <ChargerMenu charger={charger} />
      {asking && (
        <ConfirmDialog
          title={`Stop ${charger.id}?`}
          confirm="Stop"
          destructive
          pending={stop.isPending}
          onConfirm={() => stop.mutate()}
          onClose={() => setAsking(false)}
        >
          {running === 1 ? 'Its running transaction ends' : `Its ${running} running transactions end`} with
          reason Local and {running === 1 ? 'is' : 'are'} reported to the CSMS.
        </ConfirmDialog>
      )}
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
