import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';

/** Puts a text into the clipboard, and says so for a moment. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const Icon = clipboard.copied ? Check : Copy;
  return (
    <ActionIcon
      size={22}
      aria-label={clipboard.copied ? `Copied: ${what}` : `Copy ${what}`}
      onClick={() => clipboard.copy(text)}
    >
      <Icon size={12} />
    </ActionIcon>
  );
}
