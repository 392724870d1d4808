import { Button, type ButtonProps } from '@mantine/core';
import { Send } from 'lucide-react';
import type { ReactNode } from 'react';
import type { JsonObject } from '../../../lib/json';
import { useCall } from './useCall';
import { togglesCall } from './useOpener';

interface Props extends ButtonProps {
  chargerId: string;
  action?: string;
  payload?: JsonObject;
  /** Whether it stands in a row of a table, lower than the row. */
  inRow?: boolean;
  children?: ReactNode;
}

/** Opens the form of a CSMS call beside the tab, filled in as far as it can be. */
export function CallButton({ chargerId, action, payload, inRow = false, children, ...rest }: Props) {
  const call = useCall(chargerId);
  if (action)
    return (
      <Button
        leftSection={<Send size={12} />}
        onClick={() => call.open(action, payload)}
        {...(inRow && { size: 'compact-xs', h: 24 })}
        {...rest}
      >
        {children ?? action}
      </Button>
    );
  return (
    <Button
      leftSection={<Send size={12} />}
      {...togglesCall}
      aria-expanded={call.action !== undefined}
      onClick={() => (call.action ? call.close() : call.open('RemoteStartTransaction'))}
      {...rest}
    >
      CSMS call
    </Button>
  );
}
