import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../api/problem';
import { Failure } from '../components/States';
import { useLive } from '../live/live';
import { ChunkError } from './chunks';

/** A view that broke, or whose files could not be fetched: the frame stays. */
export const ViewError = ({ error, reset }: ErrorComponentProps) =>
  error instanceof ChunkError ? (
    <MissingView />
  ) : (
    <Failure what="This view could not be shown" error={error} retry={reset} whole />
  );

/** The files of the view are fetched with a reload: by itself once the server is back, and never while it is away. */
function MissingView() {
  const { connection } = useLive();
  useEffect(() => connection.onReconnect(() => location.reload()), [connection]);
  const retry = async () => {
    const answer = await fetch('/health').catch(() => null);
    if (answer?.ok) location.reload();
  };
  return (
    <Failure
      what="This view could not be loaded"
      error={ApiError.unreachable()}
      retry={() => void retry()}
      whole
    />
  );
}
