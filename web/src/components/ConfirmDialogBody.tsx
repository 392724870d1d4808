import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './Dialog';
import css from './dialog.module.css';

export interface ConfirmDialogProps {
  title: string;
  confirm: string;
  destructive?: boolean;
  pending?: boolean;
  children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone, or that reaches far. */
export default function ConfirmDialogBody({
  title,
  confirm,
  destructive,
  pending,
  children,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Dialog onClose={onClose} title={title} size={440}>
      {children}
      <div className={css.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          color={destructive ? 'red.8' : undefined}
          loading={pending}
          onClick={onConfirm}
          data-autofocus
        >
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
