import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { setStatus } from '../../api/calls';
import { messageOf } from '../../api/problem';
import type { ChargePointErrorCode, ChargePointStatus, Evse } from '../../api/types';
import { StatusLabel } from '../../components/StatusMark';
import { errorCodes } from '../../lib/chaos';
import { settableStatuses } from '../../lib/transitions';
import css from './actions.module.css';

export function StatusSetter({ chargerId, evse }: { chargerId: string; evse: Evse }) {
  const [errorCode, setErrorCode] = useState<ChargePointErrorCode>('GroundFailure');
  const set = useMutation({
    mutationFn: (status: ChargePointStatus) =>
      setStatus(chargerId, evse.id, status === 'Faulted' ? { status, errorCode } : { status }),
  });
  const offered = settableStatuses(evse);
  return (
    <div className={css.setter}>
      <div className={css.setterState}>
        <strong>EVSE {evse.id}</strong>
        <StatusLabel status={evse.status} />
      </div>
      <div className="grow">
        <div className={css.buttons}>
          {offered
            .filter((status) => status !== 'Faulted')
            .map((status) => (
              <Button
                key={status}
                aria-label={`Set EVSE ${evse.id} to ${status}`}
                disabled={set.isPending}
                onClick={() => set.mutate(status)}
              >
                <StatusLabel status={status} />
              </Button>
            ))}
          {offered.includes('Faulted') && (
            <span className={css.faulted}>
              <Button
                aria-label={`Set EVSE ${evse.id} to Faulted`}
                disabled={set.isPending}
                onClick={() => set.mutate('Faulted')}
              >
                <StatusLabel status="Faulted" />
              </Button>
              <Select
                aria-label={`Error code for EVSE ${evse.id}`}
                w={180}
                data={errorCodes}
                value={errorCode}
                onChange={(code) => code && setErrorCode(code)}
              />
            </span>
          )}
        </div>
        {set.error && (
          <p role="alert" className={css.bad}>
            {messageOf(set.error)}
          </p>
        )}
      </div>
    </div>
  );
}
