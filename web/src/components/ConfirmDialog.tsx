import { lazy, Suspense } from 'react';
import { chunk } from '../app/chunks';
import type { ConfirmDialogProps } from './ConfirmDialogBody';

const Body = lazy(chunk(() => import('./ConfirmDialogBody')));

/** A question that loads when it is asked. */
export const ConfirmDialog = (props: ConfirmDialogProps) => (
  <Suspense>
    <Body {...props} />
  </Suspense>
);
