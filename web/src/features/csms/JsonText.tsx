import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  value: string;
  error: ReactNode;
  onChange: (text: string) => void;
}

/** The payload of a call as JSON. */
export const JsonText = ({ value, error, onChange }: Props) => (
  <Textarea
    aria-label="Payload"
    autosize
    minRows={4}
    maxRows={24}
    spellCheck={false}
    classNames={{ input: 'mono' }}
    value={value}
    error={error}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
