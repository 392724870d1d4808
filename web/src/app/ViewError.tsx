import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '../components/States';

/** A view that broke, or whose files could not be fetched: the frame stays. */
export const ViewError = ({ error, reset }: ErrorComponentProps) => (
  <Failure what="This view could not be shown" error={error} retry={reset} />
);
