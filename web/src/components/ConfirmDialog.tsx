import { lazy, Suspense } from 'react';
import type { ConfirmDialogProps } from './ConfirmDialogBody';

const Body = lazy(() => import('./ConfirmDialogBody'));

/** A question that loads when it is asked. */
export const ConfirmDialog = (props: ConfirmDialogProps) => (
  <Suspense>
    <Body {...props} />
  </Suspense>
);
