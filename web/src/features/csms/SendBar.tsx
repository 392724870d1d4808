import { Button, Loader } from '@mantine/core';
import { Send } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './csms.module.css';

interface Props {
  online: boolean;
  pending: boolean;
  disabled?: boolean;
  /** What the button says. */
  label: string;
  /** Further buttons. */
  children?: ReactNode;
}

/** The button that sends a call, or why it cannot be sent. It stays enabled while one is under way: it would lose the focus. */
export const SendBar = ({ online, pending, disabled = false, label, children }: Props) => (
  <div className={css.send}>
    <Button
      type="submit"
      variant="filled"
      leftSection={pending ? <Loader size={13} color="currentColor" /> : <Send size={13} />}
      aria-busy={pending}
      disabled={!online || disabled}
    >
      {label}
    </Button>
    {children}
    {!online && <span className="dim">The charge point is not connected to this CSMS.</span>}
  </div>
);
